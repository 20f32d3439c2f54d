package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The devices of a slice: what they are and have, and which nodes reach each of them. */
final class SliceDevices {
  private static final int PROPERTIES_MAX = 32;
  private static final int TAINTS_MAX = 16;
  private static final int CONSUMPTIONS_MAX = 2;
  private static final int COUNTERS_MAX = 32;
  private static final List<String> NODES = List.of("nodeName", "nodeSelector", "allNodes");

  /** Whether each device says itself which nodes reach it. */
  private final boolean sayTheirNodes;

  private final Problems problems;

  SliceDevices(boolean sayTheirNodes, Problems problems) {
    this.sayTheirNodes = sayTheirNodes;
    this.problems = problems;
  }

  void check(JsonNode device, String at) {
    problems.named(device.path("name"), at + ".name", Names::dnsLabel);
    int properties = device.path("attributes").size() + device.path("capacity").size();
    if (properties > PROPERTIES_MAX) {
      problems.addInvalid(
          at,
          Integer.toString(properties),
          "the total number of attributes and capacities must not exceed " + PROPERTIES_MAX);
    }
    for (Map.Entry<String, JsonNode> each : device.path("attributes").properties()) {
      DeviceNames.qualified(each.getKey(), at + ".attributes", problems);
      DeviceAttributes.check(each.getValue(), at + ".attributes[" + each.getKey() + "]", problems);
    }
    boolean shared = device.path("allowMultipleAllocations").asBoolean();
    for (Map.Entry<String, JsonNode> each : device.path("capacity").properties()) {
      DeviceNames.qualified(each.getKey(), at + ".capacity", problems);
      CapacityPolicies.check(
          each.getValue(), shared, at + ".capacity[" + each.getKey() + "]", problems);
    }
    problems.each(device.path("taints"), at + ".taints", TAINTS_MAX, this::taint);
    problems.eachOnce(
        device.path("consumesCounters"),
        at + ".consumesCounters",
        CONSUMPTIONS_MAX,
        each -> each.path("counterSet").asText(""),
        (each, where) -> {
          problems.named(each.path("counterSet"), where + ".counterSet", Names::dnsLabel);
          counters(each.path("counters"), where + ".counters", problems);
        });
    nodes(device, at);
    DeviceParts.bindingConditions(device, at, problems);
  }

  private void taint(JsonNode taint, String at) {
    problems.named(taint.path("key"), at + ".key", Names::qualifiedName);
    problems.named(taint.path("value"), at + ".value", Names::labelValue);
  }

  static void counters(JsonNode counters, String at, Problems problems) {
    if (counters.isEmpty()) {
      problems.required(at, "");
    }
    problems.atMost(COUNTERS_MAX, counters, at);
    for (Map.Entry<String, JsonNode> each : counters.properties()) {
      Names.dnsLabel(each.getKey())
          .forEach(problem -> problems.invalid(at, each.getKey(), problem));
    }
  }

  private void nodes(JsonNode device, String at) {
    if (!sayTheirNodes) {
      if (NODES.stream().anyMatch(device::has)) {
        problems.invalid(
            at,
            Problems.NOTHING,
            "`nodeName`, `nodeSelector` and `allNodes` can only be set if"
                + " `perDeviceNodeSelection` is set to true in the ResourceSlice spec");
      }
      return;
    }
    DeviceNames.node(device.path("nodeName"), at + ".nodeName", problems);
    if (device.has("nodeName") && device.path("nodeName").asText("").isEmpty()) {
      problems.invalid(at + ".nodeName", device.path("nodeName"), "must not be empty");
    }
    if (device.has("allNodes") && !device.path("allNodes").asBoolean()) {
      problems.invalid(
          at + ".allNodes", device.path("allNodes"), "must be either unset or set to true");
    }
    NodeSelectors.check(device.path("nodeSelector"), at + ".nodeSelector", problems);
    List<String> given = given(device, NODES);
    String one =
        "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when"
            + " `perDeviceNodeSelection` is set to true in the ResourceSlice spec";
    if (given.isEmpty()) {
      problems.required(at, one);
    } else if (given.size() > 1) {
      problems.invalid(at, "{" + String.join(", ", given) + "}", one);
    }
  }

  /** Which of these say something, as messages show them. */
  static List<String> given(JsonNode owner, List<String> fields) {
    List<String> given = new ArrayList<>();
    for (String field : fields) {
      JsonNode value = owner.path(field);
      boolean says = value.isObject() || value.asBoolean() || !value.asText("").isEmpty();
      if (says && !value.asText("").equals("false")) {
        given.add("`" + field + "`");
      }
    }
    return given;
  }
}
