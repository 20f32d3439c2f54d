package io.quarterdeck.scheduler.plan.filter;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;

/** One rule that a node has to meet. */
public interface Filter {
  /** In the order in which they are asked; the first that rejects a node is the one that counts. */
  List<Filter> ALL =
      List.of(
          new NodeUnschedulable(),
          new TaintToleration(),
          new NodeAffinity(),
          new NodePorts(),
          new NodeResourcesFit());

  /** What the node lacks by this rule; empty when it meets it. */
  List<Rejection> reject(ApiObject pod, NodeState state);

  /** What the node lacks by the first rule that it does not meet; empty when the pod fits. */
  static List<Rejection> rejections(ApiObject pod, NodeState state) {
    for (Filter filter : ALL) {
      List<Rejection> rejections = filter.reject(pod, state);
      if (!rejections.isEmpty()) {
        return rejections;
      }
    }
    return List.of();
  }
}
