package io.quarterdeck.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The PodScheduled condition of a pod that found no node. */
final class PodConditions {
  private static final String TYPE = "PodScheduled";

  private PodConditions() {}

  /** What to change in the pod's status; empty when it says so already. */
  static Optional<ObjectNode> unschedulable(ApiObject pod, String message, Instant now) {
    JsonNode before = current(pod);
    boolean wasFalse = before.path("status").asText().equals("False");
    long generation = pod.at("metadata", "generation").asLong();
    if (wasFalse
        && before.path("reason").asText().equals("Unschedulable")
        && before.path("message").asText().equals(message)
        && before.path("observedGeneration").asLong() == generation) {
      return Optional.empty();
    }
    ObjectNode patch = Json.object();
    ObjectNode condition =
        patch
            .putObject("status")
            .putArray("conditions")
            .addObject()
            .put("type", TYPE)
            .put("status", "False")
            .put("reason", "Unschedulable")
            .put("message", message);
    if (generation > 0) {
      condition.put("observedGeneration", generation);
    }
    // The time of the last transition stays when the status does.
    if (!wasFalse) {
      condition.put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return Optional.of(patch);
  }

  private static JsonNode current(ApiObject pod) {
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals(TYPE)) {
        return condition;
      }
    }
    return Json.object();
  }
}
