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
import io.quarterdeck.gateway.verb.Decision;
import io.quarterdeck.gateway.verb.ObjectWriter;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The subresource {@code binding} of a pod: which node it runs on, said once. */
@ApplicationScoped
public class Binding {
  /** What messages call the resource. */
  private static final ResourceType BINDINGS =
      ResourceType.namespaced("", "v1", "Binding", "pods/binding");

  private final ObjectWriter writer;

  Binding(ObjectWriter writer) {
    this.writer = writer;
  }

  public Uni<Reply> create(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    ApiObject binding =
        ApiObject.of(
            Bodies.read(
                    call,
                    "v1",
                    "Binding",
                    Schemas.builtIn()
                        .forKind("v1", "Binding")
                        .orElseThrow(
                            () -> new IllegalStateException("the schema of Binding is missing")))
                .object());
    String node = node(binding);
    ObjectKey key = new ObjectKey(call.info().namespace(), call.info().name());
    ObjectWriter.Target target = new ObjectWriter.Target(kind, key, call.origin(), call.isDryRun());
    return writer
        .change(target, pod -> bind(pod, binding, node, Instant.now()))
        .map(result -> Render.reply(201, accepted.form(), success()));
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
    return Failures.invalid(
        ResourceType.namespaced("", "v1", "Binding", "bindings"), binding.name(), List.of(error));
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
          BINDINGS,
          pod.name(),
          "pod " + pod.name() + " is being deleted, cannot be assigned to a host");
    }
    String bound = pod.text("spec", "nodeName");
    if (!bound.isEmpty()) {
      throw Failures.conflict(
          BINDINGS,
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
