package io.quarterdeck.scheduler.plan.filter;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.NodeSelection;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;

/** The pod's node selector and its required node affinity select the node. */
final class NodeAffinity implements Filter {
  @Override
  public List<Rejection> reject(ApiObject pod, NodeState state) {
    return NodeSelection.matches(pod, state.node())
        ? List.of()
        : List.of(
            new Rejection(
                Rejection.Code.NOT_SELECTED,
                "node(s) didn't match Pod's node affinity/selector",
                false));
  }
}
