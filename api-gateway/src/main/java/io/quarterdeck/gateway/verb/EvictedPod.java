package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;

/** A pod that says why it goes: controllers tell evictions from failures by it. Pure. */
final class EvictedPod {
  private static final String DISRUPTED = "DisruptionTarget";

  private EvictedPod() {}

  static ApiObject of(ApiObject pod, Instant now) {
    if (pod.isBeingDeleted()) {
      return pod;
    }
    ApiObject next = pod.copy();
    ArrayNode conditions = next.json().withObject("/status").withArray("/conditions");
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asText().equals(DISRUPTED)) {
        conditions.remove(i);
      }
    }
    conditions
        .addObject()
        .put("type", DISRUPTED)
        .put("status", "True")
        .putNull("lastProbeTime")
        .put("lastTransitionTime", Metadata.time(now))
        .put("reason", "EvictionByEvictionAPI")
        .put("message", "Eviction API: evicting");
    return next;
  }
}
