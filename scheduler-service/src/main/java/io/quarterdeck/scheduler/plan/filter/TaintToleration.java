package io.quarterdeck.scheduler.plan.filter;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.NodeState;
import io.quarterdeck.scheduler.plan.Tolerations;
import java.util.List;

/** A pod tolerates every taint of its node that keeps pods away. */
final class TaintToleration implements Filter {
  @Override
  public List<Rejection> reject(ApiObject pod, NodeState state) {
    return Tolerations.untolerated(pod, state.node()).isPresent()
        ? List.of(
            new Rejection(
                Rejection.Code.UNTOLERATED_TAINT, "node(s) had untolerated taint(s)", false))
        : List.of();
  }
}
