package io.quarterdeck.controller.tainteviction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides when a Pod has to leave its node. Pure. */
final class EvictionPlanner {
  private EvictionPlanner() {}

  /**
   * How long the Pod may stay; zero: no longer; empty: for good. The time runs from when the taint
   * was added, so that a restart of the controller does not prolong it.
   */
  static Optional<Duration> left(ApiObject pod, ApiObject node, Instant now) {
    Optional<Duration> least = Optional.empty();
    for (JsonNode taint : node.at("spec", "taints")) {
      if (taint.path("effect").asText().equals("NoExecute")) {
        Optional<Duration> left = left(pod, taint, now);
        if (left.isPresent() && (least.isEmpty() || left.get().compareTo(least.get()) < 0)) {
          least = left;
        }
      }
    }
    return least;
  }

  private static Optional<Duration> left(ApiObject pod, JsonNode taint, Instant now) {
    List<JsonNode> tolerations = new ArrayList<>();
    pod.at("spec", "tolerations").forEach(each -> addIfTolerating(tolerations, each, taint));
    if (tolerations.isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    Instant since =
        taint.hasNonNull("timeAdded") ? Instant.parse(taint.path("timeAdded").asText()) : now;
    return tolerations.stream()
        .filter(each -> each.path("tolerationSeconds").isNumber())
        .map(each -> since.plusSeconds(Math.max(0, each.path("tolerationSeconds").asLong())))
        .min(Instant::compareTo)
        .map(until -> Duration.between(now, until))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  private static void addIfTolerating(
      List<JsonNode> tolerations, JsonNode toleration, JsonNode taint) {
    if (tolerates(toleration, taint)) {
      tolerations.add(toleration);
    }
  }

  private static boolean tolerates(JsonNode toleration, JsonNode taint) {
    String effect = toleration.path("effect").asText("");
    String key = toleration.path("key").asText("");
    boolean exists = toleration.path("operator").asText("Equal").equals("Exists");
    boolean sameKey = key.isEmpty() ? exists : key.equals(taint.path("key").asText());
    boolean sameValue =
        exists || toleration.path("value").asText("").equals(taint.path("value").asText(""));
    return (effect.isEmpty() || effect.equals("NoExecute")) && sameKey && sameValue;
  }

  /** The Pod's conditions with the reason why it goes. */
  static ArrayNode disrupted(ApiObject pod, Instant now) {
    return Conditions.with(
        pod.at("status", "conditions"),
        "DisruptionTarget",
        "True",
        "DeletionByTaintManager",
        "Taint manager: deleting due to NoExecute taint",
        now);
  }
}
