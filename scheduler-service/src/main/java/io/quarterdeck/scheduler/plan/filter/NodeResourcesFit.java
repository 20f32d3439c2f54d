package io.quarterdeck.scheduler.plan.filter;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.ArrayList;
import java.util.List;

/** The node has as much left of every resource as the pod requests. */
final class NodeResourcesFit implements Filter {
  @Override
  public List<Rejection> reject(ApiObject pod, NodeState state) {
    List<Rejection> rejections = new ArrayList<>();
    PodRequests.of(pod)
        .forEach(
            (resource, amount) -> {
              if (!amount.isZero() && amount.compareTo(state.free(resource)) > 0) {
                rejections.add(lack(resource, amount, state));
              }
            });
    return rejections;
  }

  private static Rejection lack(String resource, Quantity amount, NodeState state) {
    boolean curable =
        amount.compareTo(state.allocatable().getOrDefault(resource, Quantity.ZERO)) <= 0;
    return resource.equals(PodRequests.PODS)
        ? new Rejection(Rejection.Code.TOO_MANY_PODS, "Too many pods", curable)
        : new Rejection(Rejection.Code.INSUFFICIENT_RESOURCE, "Insufficient " + resource, curable);
  }
}
