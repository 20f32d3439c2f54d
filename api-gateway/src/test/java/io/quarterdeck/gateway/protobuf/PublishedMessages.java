package io.quarterdeck.gateway.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
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
        Map.of(
            "v1", V1.getDescriptor(),
            "apps/v1", V1Apps.getDescriptor(),
            "discovery.k8s.io/v1", V1Discovery.getDescriptor(),
            "coordination.k8s.io/v1", V1Coordination.getDescriptor(),
            "apiextensions.k8s.io/v1", V1Apiextensions.getDescriptor());
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
