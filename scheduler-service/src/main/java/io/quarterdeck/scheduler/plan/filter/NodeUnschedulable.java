package io.quarterdeck.scheduler.plan.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.scheduler.plan.NodeState;
import io.quarterdeck.scheduler.plan.Tolerations;
import java.util.List;

/** A cordoned node takes only pods that tolerate the taint that stands for it. */
final class NodeUnschedulable implements Filter {
  private static final JsonNode TAINT =
      Json.object().put("key", "node.kubernetes.io/unschedulable").put("effect", "NoSchedule");

  @Override
  public List<Rejection> reject(ApiObject pod, NodeState state) {
    boolean cordoned = state.node().at("spec", "unschedulable").asBoolean();
    return cordoned && !Tolerations.tolerates(pod, TAINT)
        ? List.of(new Rejection(Rejection.Code.UNSCHEDULABLE, "node(s) were unschedulable", false))
        : List.of();
  }
}
