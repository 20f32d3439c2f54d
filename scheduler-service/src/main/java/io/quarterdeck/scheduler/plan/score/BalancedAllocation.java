package io.quarterdeck.scheduler.plan.score;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;
import java.util.Map;

/** Prefers nodes whose resources are used alike; a pod that requests none does not change that. */
final class BalancedAllocation implements Score {
  @Override
  public List<Long> of(ApiObject pod, List<NodeState> candidates) {
    Map<String, Quantity> more = PodRequests.of(pod);
    boolean asks = Usage.RESOURCES.stream().anyMatch(more::containsKey);
    return candidates.stream().map(each -> asks ? score(each, more) : 0L).toList();
  }

  /** The standard deviation of two parts is half of their difference. */
  private static long score(NodeState state, Map<String, Quantity> more) {
    double cpu = Math.min(1, Usage.of("cpu", state.allocatable(), state.requested(), more));
    double memory = Math.min(1, Usage.of("memory", state.allocatable(), state.requested(), more));
    return (long) (MAX * (1 - Math.abs(cpu - memory) / 2));
  }
}
