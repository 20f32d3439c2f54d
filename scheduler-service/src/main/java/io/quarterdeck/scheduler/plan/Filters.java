package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.quantity.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a pod cannot run on a node, in the words that users know. */
final class Filters {
  private static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

  private Filters() {}

  /** All reasons of the first rule that the node does not meet; none when the pod fits. */
  static List<String> reasons(ApiObject pod, NodeState state) {
    ApiObject node = state.node();
    if (node.at("spec", "unschedulable").asBoolean() && !toleratesCordon(pod)) {
      return List.of("node(s) were unschedulable");
    }
    Optional<JsonNode> taint = Tolerations.untolerated(pod, node);
    if (taint.isPresent()) {
      return List.of(
          "node(s) had untolerated taint {"
              + taint.get().path("key").asText()
              + ": "
              + taint.get().path("value").asText("")
              + "}");
    }
    if (!NodeSelection.matches(pod, node)) {
      return List.of("node(s) didn't match Pod's node affinity/selector");
    }
    if (!Collections.disjoint(NodeState.hostPorts(pod), state.hostPorts())) {
      return List.of("node(s) didn't have free ports for the requested pod ports");
    }
    return lacking(pod, state);
  }

  private static boolean toleratesCordon(ApiObject pod) {
    var taint = Json.object().put("key", UNSCHEDULABLE);
    return Tolerations.tolerates(pod, taint.put("effect", "NoSchedule"));
  }

  private static List<String> lacking(ApiObject pod, NodeState state) {
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, Quantity> request : PodRequests.of(pod).entrySet()) {
      boolean fits = request.getValue().compareTo(state.free(request.getKey())) <= 0;
      if (!request.getValue().isZero() && !fits) {
        reasons.add(
            request.getKey().equals(PodRequests.PODS)
                ? "Too many pods"
                : "Insufficient " + request.getKey());
      }
    }
    return reasons;
  }
}
