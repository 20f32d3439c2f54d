package io.quarterdeck.scheduler.plan.score;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.NodeSelection;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;

/** Prefers nodes that the pod's preferred node affinity selects, by the weights it gives. */
final class NodeAffinity implements Score {
  @Override
  public List<Long> of(ApiObject pod, List<NodeState> candidates) {
    List<Long> preferred =
        candidates.stream().map(each -> NodeSelection.preference(pod, each.node())).toList();
    long most = preferred.stream().mapToLong(Long::longValue).max().orElse(0);
    return preferred.stream().map(each -> most == 0 ? 0 : MAX * each / most).toList();
  }
}
