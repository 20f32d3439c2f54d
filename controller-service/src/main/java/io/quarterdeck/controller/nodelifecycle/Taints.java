package io.quarterdeck.controller.nodelifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.meta.Times;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The taints that follow from a Node's conditions. Pure. */
final class Taints {
  static final String NOT_READY = "node.kubernetes.io/not-ready";
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  private static final Set<String> OURS =
      Set.of(
          NOT_READY,
          UNREACHABLE,
          "node.kubernetes.io/unschedulable",
          "node.kubernetes.io/network-unavailable",
          "node.kubernetes.io/memory-pressure",
          "node.kubernetes.io/disk-pressure",
          "node.kubernetes.io/pid-pressure");

  private Taints() {}

  private record Taint(String key, String effect) {}

  /**
   * The Node's taints as they are to be; empty when they are right.
   *
   * @param evict whether Pods are to leave a Node that is not ready
   */
  static Optional<ArrayNode> wanted(
      ApiObject node, JsonNode conditions, boolean evict, Instant now) {
    Set<Taint> wanted = wanted(node, conditions, evict);
    ArrayNode taints = Json.MAPPER.createArrayNode();
    for (JsonNode present : node.at("spec", "taints")) {
      Taint taint = new Taint(Conditions.text(present, "key"), Conditions.text(present, "effect"));
      boolean ours = OURS.contains(taint.key()) && !taint.effect().equals("PreferNoSchedule");
      if (wanted.remove(taint) || !ours) {
        taints.add(present);
      }
    }
    for (Taint taint : wanted) {
      ObjectNode added = taints.addObject().put("key", taint.key()).put("effect", taint.effect());
      added.put("timeAdded", Times.seconds(now));
    }
    JsonNode before = node.at("spec", "taints");
    boolean same = before.isArray() ? taints.equals(before) : taints.isEmpty();
    return same ? Optional.empty() : Optional.of(taints);
  }

  private static Set<Taint> wanted(ApiObject node, JsonNode conditions, boolean evict) {
    Set<Taint> wanted = new LinkedHashSet<>();
    String ready = status(conditions, "Ready");
    if (ready.equals("False") || ready.equals("Unknown")) {
      String key = ready.equals("False") ? NOT_READY : UNREACHABLE;
      wanted.add(new Taint(key, "NoSchedule"));
      if (evict) {
        wanted.add(new Taint(key, "NoExecute"));
      }
    }
    noSchedule(wanted, conditions, "MemoryPressure", "node.kubernetes.io/memory-pressure");
    noSchedule(wanted, conditions, "DiskPressure", "node.kubernetes.io/disk-pressure");
    noSchedule(wanted, conditions, "PIDPressure", "node.kubernetes.io/pid-pressure");
    noSchedule(wanted, conditions, "NetworkUnavailable", "node.kubernetes.io/network-unavailable");
    if (node.at("spec", "unschedulable").asBoolean(false)) {
      wanted.add(new Taint("node.kubernetes.io/unschedulable", "NoSchedule"));
    }
    return wanted;
  }

  private static void noSchedule(
      Set<Taint> wanted, JsonNode conditions, String condition, String key) {
    if (status(conditions, condition).equals("True")) {
      wanted.add(new Taint(key, "NoSchedule"));
    }
  }

  private static String status(JsonNode conditions, String type) {
    return Conditions.find(conditions, type)
        .map(each -> Conditions.text(each, "status"))
        .orElse("");
  }
}
