package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.verb.Decision;
import io.quarterdeck.gateway.verb.Incoming;
import io.quarterdeck.gateway.verb.ObjectWriter;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Which node a pod runs on, said once: to its subresource {@code binding}, or to the resource
 * {@code bindings}, where the body names the pod.
 */
@Singleton
public class Binding {
  private static final ResourceType TYPE = ResourceType.namespaced("", "v1", "Binding", "bindings");

  /** What messages call the resource. */
  private static final ResourceType SUBRESOURCE =
      ResourceType.namespaced("", "v1", "Binding", "pods/binding");

  private final ObjectWriter writer;

  Binding(ObjectWriter writer) {
    this.writer = writer;
  }

  public Uni<Reply> create(Call call) {
    Accepted accepted = Accepted.of(call.headers().accept());
    ApiObject binding =
        ApiObject.of(
            Bodies.read(call, TYPE.apiVersion(), TYPE.kind(), Schemas.builtIn().of(TYPE)).object());
    ObjectKey pod = pod(binding, call.info());
    String node = node(binding);
    ObjectWriter.Target target =
        new ObjectWriter.Target(
            Kinds.builtIn().of(Resources.PODS), pod, call.origin(), call.isDryRun());
    return writer
        .change(target, current -> bind(current, binding, node, Instant.now()))
        .map(result -> Render.reply(201, accepted.form(), success()));
  }

  private static ObjectKey pod(ApiObject binding, RequestInfo info) {
    Incoming.requireNamespace(binding, info);
    if (!info.name().isEmpty() && !info.name().equals(binding.name())) {
      throw Failures.badRequest("name in URL does not match name in Binding object");
    }
    if (binding.name().isEmpty()) {
      throw Failures.badRequest("Name parameter required.");
    }
    return new ObjectKey(info.namespace(), binding.name());
  }

  private static String node(ApiObject binding) {
    String kind = binding.text("target", "kind");
    String node = binding.text("target", "name");
    if (!kind.isEmpty() && !kind.equals("Node")) {
      throw invalid(
          binding,
          FieldError.notSupported("target.kind", "\"" + kind + "\"", List.of("Node", "<empty>")));
    }
    if (node.isEmpty()) {
      throw invalid(binding, FieldError.required("target.name", ""));
    }
    return node;
  }

  private static RuntimeException invalid(ApiObject binding, FieldError error) {
    return Failures.invalid(TYPE, binding.name(), List.of(error));
  }

  static Decision bind(ApiObject pod, ApiObject binding, String node, Instant now) {
    if (!binding.uid().isEmpty() && !binding.uid().equals(pod.uid())) {
      throw Failures.conflict(
          Resources.PODS,
          pod.name(),
          "Precondition failed: UID in precondition: "
              + binding.uid()
              + ", UID in object meta: "
              + pod.uid());
    }
    if (pod.isBeingDeleted()) {
      throw Failures.conflict(
          SUBRESOURCE,
          pod.name(),
          "pod " + pod.name() + " is being deleted, cannot be assigned to a host");
    }
    String bound = pod.text("spec", "nodeName");
    if (!bound.isEmpty()) {
      throw Failures.conflict(
          SUBRESOURCE,
          pod.name(),
          "pod " + pod.name() + " is already assigned to node \"" + bound + "\"");
    }
    pod.json().withObject("/spec").put("nodeName", node);
    ObjectNode status = pod.json().withObject("/status");
    schedule(status.withArray("/conditions"), now);
    return Decision.Put.of(pod);
  }

  private static void schedule(ArrayNode conditions, Instant now) {
    for (int i = conditions.size() - 1; i >= 0; i--) {
      JsonNode each = conditions.get(i);
      if (each.path("type").asText().equals("PodScheduled")) {
        conditions.remove(i);
      }
    }
    ObjectNode condition = conditions.addObject().put("type", "PodScheduled").put("status", "True");
    condition.putNull("lastProbeTime");
    condition.put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static ObjectNode success() {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status.put("status", "Success").put("code", 201);
  }
}
