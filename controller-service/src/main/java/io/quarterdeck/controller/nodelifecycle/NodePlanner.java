package io.quarterdeck.controller.nodelifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.meta.Times;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a Node's silence means. The time since the last sign of life is measured by the
 * controller's own clock, so that clocks that differ do not kill nodes. Pure.
 */
final class NodePlanner {
  private static final List<String> JUDGED =
      List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

  private NodePlanner() {}

  /**
   * @param lastSign when a change of its Lease or status was last observed
   * @param evict whether Pods may be made to leave; not while no node at all is ready, because then
   *     it is more likely that we see nothing than that all are dead
   */
  static NodePlan plan(
      ApiObject node, Instant lastSign, Duration grace, boolean evict, Instant now) {
    JsonNode before = node.at("status", "conditions");
    Duration left = Duration.between(now, lastSign.plus(grace));
    boolean silent = !left.isPositive();
    JsonNode after = silent ? unknown(node, before, now) : before;
    boolean wasReady = Conditions.isTrue(before, "Ready");
    boolean isReady = Conditions.isTrue(after, "Ready");
    return new NodePlan(
        after.equals(before) ? Optional.empty() : Optional.of((ArrayNode) after),
        Taints.wanted(node, after, evict, now),
        wasReady && !isReady,
        !isReady && Conditions.find(after, "Ready").isPresent(),
        silent ? Optional.empty() : Optional.of(left));
  }

  /** The conditions of a Pod whose node is not ready. */
  static ArrayNode notReady(ApiObject pod, Instant now) {
    JsonNode conditions = pod.at("status", "conditions");
    Optional<JsonNode> ready = Conditions.find(conditions, "Ready");
    ObjectNode changed = ready.map(JsonNode::<ObjectNode>deepCopy).orElseGet(Json::object);
    changed.put("type", "Ready").put("status", "False");
    changed.put("lastTransitionTime", Times.seconds(now));
    return Conditions.replaced(conditions, "Ready", changed);
  }

  private static ArrayNode unknown(ApiObject node, JsonNode before, Instant now) {
    ArrayNode after = Json.MAPPER.createArrayNode();
    before.forEach(after::add);
    for (String type : JUDGED) {
      Optional<JsonNode> current = Conditions.find(before, type);
      if (current.isEmpty()) {
        after = never(node, after, type, now);
      } else if (!Conditions.text(current.get(), "status").equals("Unknown")) {
        after =
            Conditions.with(
                after,
                type,
                "Unknown",
                "NodeStatusUnknown",
                "Kubelet stopped posting node status.",
                now);
      }
    }
    return after;
  }

  private static ArrayNode never(ApiObject node, ArrayNode before, String type, Instant now) {
    ArrayNode after =
        Conditions.with(
            before,
            type,
            "Unknown",
            "NodeStatusNeverUpdated",
            "Kubelet never posted node status.",
            now);
    ObjectNode added = (ObjectNode) after.get(after.size() - 1);
    added.put(
        "lastHeartbeatTime", node.creationTime().map(Times::seconds).orElse(Times.seconds(now)));
    return after;
  }
}
