package io.quarterdeck.scheduler.plan.filter;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.HostPort;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;

/** No other pod on the node has one of the pod's host ports. */
final class NodePorts implements Filter {
  @Override
  public List<Rejection> reject(ApiObject pod, NodeState state) {
    boolean taken =
        HostPort.of(pod).stream()
            .anyMatch(port -> state.hostPorts().stream().anyMatch(port::conflictsWith));
    return taken
        ? List.of(
            new Rejection(
                Rejection.Code.PORT_TAKEN,
                "node(s) didn't have free ports for the requested pod ports",
                true))
        : List.of();
  }
}
