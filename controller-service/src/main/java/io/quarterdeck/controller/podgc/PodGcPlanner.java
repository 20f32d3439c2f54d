package io.quarterdeck.controller.podgc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which Pods nobody looks after any more. Pure. */
final class PodGcPlanner {
  private PodGcPlanner() {}

  /**
   * @param missingSince when the Pod's node was first found missing; empty when it is there
   */
  static PodGcPlan plan(
      ApiObject pod, Optional<Instant> missingSince, Duration quarantine, Instant now) {
    if (Pods.node(pod).isEmpty()) {
      return pod.isBeingDeleted() ? new PodGcPlan.NeverScheduled() : new PodGcPlan.Keep();
    }
    if (missingSince.isEmpty()) {
      return new PodGcPlan.Keep();
    }
    Duration left = Duration.between(now, missingSince.get().plus(quarantine));
    return left.isPositive() ? new PodGcPlan.Wait(left) : new PodGcPlan.Orphaned();
  }

  /** The oldest of the Pods that have ended, beyond the threshold; none when it is 0. */
  static List<ApiObject> beyond(int threshold, List<ApiObject> terminated) {
    int surplus = threshold <= 0 ? 0 : terminated.size() - threshold;
    return terminated.stream()
        .sorted(
            Comparator.<ApiObject, Boolean>comparing(
                    pod -> !pod.text("status", "reason").equals("Evicted"))
                .thenComparing(pod -> pod.text("metadata", "creationTimestamp"))
                .thenComparing(ApiObject::name))
        .limit(Math.max(0, surplus))
        .toList();
  }

  /** The merge patch that ends a Pod whose node is gone; empty when it has ended. */
  static Optional<ObjectNode> failed(ApiObject pod, Instant now) {
    if (Pods.isTerminal(pod)) {
      return Optional.empty();
    }
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("uid", pod.uid());
    ObjectNode status = patch.putObject("status").put("phase", "Failed");
    status.set(
        "conditions",
        Conditions.with(
            pod.at("status", "conditions"),
            "DisruptionTarget",
            "True",
            "DeletionByPodGC",
            "PodGC: node no longer exists",
            now));
    return Optional.of(patch);
  }
}
