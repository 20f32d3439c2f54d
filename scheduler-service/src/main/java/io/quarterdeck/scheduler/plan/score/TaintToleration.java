package io.quarterdeck.scheduler.plan.score;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.NodeState;
import io.quarterdeck.scheduler.plan.Tolerations;
import java.util.List;

/** Prefers nodes with few taints that would rather not have the pod. */
final class TaintToleration implements Score {
  @Override
  public List<Long> of(ApiObject pod, List<NodeState> candidates) {
    List<Long> disliked =
        candidates.stream().map(each -> Tolerations.disliked(pod, each.node())).toList();
    long most = disliked.stream().mapToLong(Long::longValue).max().orElse(0);
    return disliked.stream().map(each -> most == 0 ? MAX : MAX - MAX * each / most).toList();
  }
}
