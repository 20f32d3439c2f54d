package io.quarterdeck.gateway.protobuf;

import static java.util.Map.entry;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Flowcontrol;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Node;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Autoscaling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The messages of the official client. */
final class PublishedMessages {
  private static final Map<String, Descriptor> BY_KIND = byKind();

  private PublishedMessages() {}

  private static Map<String, Descriptor> byKind() {
    Map<String, Descriptor> messages = new HashMap<>();
    Map<String, FileDescriptor> groups =
        Map.ofEntries(
            entry("v1", V1.getDescriptor()),
            entry("admissionregistration.k8s.io/v1", V1Admissionregistration.getDescriptor()),
            entry("apiextensions.k8s.io/v1", V1Apiextensions.getDescriptor()),
            entry("apps/v1", V1Apps.getDescriptor()),
            entry("autoscaling/v1", V1Autoscaling.getDescriptor()),
            entry("autoscaling/v2", V2Autoscaling.getDescriptor()),
            entry("events.k8s.io/v1", V1Events.getDescriptor()),
            entry("batch/v1", V1Batch.getDescriptor()),
            entry("certificates.k8s.io/v1", V1Certificates.getDescriptor()),
            entry("coordination.k8s.io/v1", V1Coordination.getDescriptor()),
            entry("discovery.k8s.io/v1", V1Discovery.getDescriptor()),
            entry("flowcontrol.apiserver.k8s.io/v1", V1Flowcontrol.getDescriptor()),
            entry("networking.k8s.io/v1", V1Networking.getDescriptor()),
            entry("node.k8s.io/v1", V1Node.getDescriptor()),
            entry("policy/v1", V1Policy.getDescriptor()),
            entry("rbac.authorization.k8s.io/v1", V1Rbac.getDescriptor()),
            entry("scheduling.k8s.io/v1", V1Scheduling.getDescriptor()),
            entry("storage.k8s.io/v1", V1Storage.getDescriptor()));
    groups.forEach(
        (apiVersion, file) ->
            file.getMessageTypes()
                .forEach(each -> messages.put(apiVersion + "/" + each.getName(), each)));
    return messages;
  }

  static boolean has(String apiVersion, String kind) {
    return BY_KIND.containsKey(apiVersion + "/" + kind);
  }

  static DynamicMessage parse(String apiVersion, String kind, byte[] bytes)
      throws InvalidProtocolBufferException {
    return DynamicMessage.parseFrom(BY_KIND.get(apiVersion + "/" + kind), bytes);
  }

  /** The same message as the official library writes it. */
  static byte[] written(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    message.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** Whether every field of a message and of all below it is one that it knows. */
  static boolean knowsAll(Message message) {
    return message.getUnknownFields().asMap().isEmpty()
        && message.getAllFields().values().stream()
            .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
            .allMatch(each -> !(each instanceof Message inner) || knowsAll(inner));
  }
}
