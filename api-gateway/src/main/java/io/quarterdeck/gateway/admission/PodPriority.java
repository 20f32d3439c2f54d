package io.quarterdeck.gateway.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;

/** Gives a pod the priority of its class; the two that every cluster has are the only ones yet. */
final class PodPriority {
  private static final int CLUSTER_CRITICAL = 2_000_000_000;
  private static final int NODE_CRITICAL = 2_000_001_000;

  private PodPriority() {}

  static void complete(ApiObject pod) {
    String name = pod.text("spec", "priorityClassName");
    int priority =
        switch (name) {
          case "" -> 0;
          case "system-cluster-critical" -> CLUSTER_CRITICAL;
          case "system-node-critical" -> NODE_CRITICAL;
          default ->
              throw Failures.forbidden(
                  Resources.PODS, pod.name(), "no PriorityClass with name " + name + " was found");
        };
    ObjectNode spec = pod.json().withObject("/spec");
    if (spec.hasNonNull("priority") && spec.path("priority").asInt() != priority) {
      throw Failures.forbidden(
          Resources.PODS,
          pod.name(),
          "the integer value of priority ("
              + spec.path("priority").asInt()
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority
              + " from the given PriorityClass name");
    }
    spec.put("priority", priority);
    if (!spec.hasNonNull("preemptionPolicy")) {
      spec.put("preemptionPolicy", "PreemptLowerPriority");
    }
  }
}
