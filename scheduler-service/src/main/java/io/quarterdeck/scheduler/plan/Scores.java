package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.quantity.Quantity;
import java.util.List;
import java.util.Map;

/** How good a node is for a pod, from 0 to 100 by each rule; the weights are the usual ones. */
final class Scores {
  private static final double MAX = 100;
  private static final int TAINT_WEIGHT = 3;
  private static final int AFFINITY_WEIGHT = 2;
  private static final List<String> RESOURCES = List.of("cpu", "memory");

  /** A pod that asks for nothing still takes something. */
  private static final Map<String, Quantity> AT_LEAST =
      Map.of("cpu", Quantity.ofMillis(100), "memory", Quantity.of(200L * 1024 * 1024));

  private Scores() {}

  /**
   * The sum over all rules.
   *
   * @param mostDisliked the most soft taints that any candidate has
   * @param mostPreferred the highest preference for any candidate
   */
  static double of(ApiObject pod, NodeState state, long mostDisliked, long mostPreferred) {
    double taints =
        mostDisliked == 0
            ? MAX
            : MAX * (mostDisliked - Tolerations.disliked(pod, state.node())) / mostDisliked;
    double affinity =
        mostPreferred == 0 ? 0 : MAX * NodeSelection.preference(pod, state.node()) / mostPreferred;
    return leastAllocated(pod, state)
        + balanced(pod, state)
        + TAINT_WEIGHT * taints
        + AFFINITY_WEIGHT * affinity;
  }

  /** Prefers nodes with much left. */
  static double leastAllocated(ApiObject pod, NodeState state) {
    double sum = 0;
    for (String resource : RESOURCES) {
      sum += MAX * Math.max(0, 1 - used(pod, state, resource));
    }
    return sum / RESOURCES.size();
  }

  /** Prefers nodes whose resources are used alike. */
  static double balanced(ApiObject pod, NodeState state) {
    double difference = used(pod, state, "cpu") - used(pod, state, "memory");
    return MAX * (1 - Math.min(1, Math.abs(difference) / 2));
  }

  /** The part of a resource that would be used with the pod. */
  private static double used(ApiObject pod, NodeState state, String resource) {
    Quantity all = state.allocatable().getOrDefault(resource, Quantity.ZERO);
    if (all.isZero()) {
      return 1;
    }
    Quantity least = AT_LEAST.getOrDefault(resource, Quantity.ZERO);
    Quantity asked = PodRequests.of(pod).getOrDefault(resource, least);
    Quantity used = state.requested().getOrDefault(resource, Quantity.ZERO).plus(asked);
    return Math.min(1, used.amount().doubleValue() / all.amount().doubleValue());
  }
}
