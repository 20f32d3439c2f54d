package io.quarterdeck.scheduler.plan.score;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;
import java.util.Map;

/** Prefers nodes with much left. */
final class LeastAllocated implements Score {
  @Override
  public List<Long> of(ApiObject pod, List<NodeState> candidates) {
    Map<String, Quantity> more = PodRequests.presumed(pod);
    return candidates.stream().map(each -> score(each, more)).toList();
  }

  private static long score(NodeState state, Map<String, Quantity> more) {
    long sum = 0;
    for (String resource : Usage.RESOURCES) {
      double used = Usage.of(resource, state.allocatable(), state.presumed(), more);
      sum += (long) (MAX * Math.max(0, 1 - used));
    }
    return sum / Usage.RESOURCES.size();
  }
}
