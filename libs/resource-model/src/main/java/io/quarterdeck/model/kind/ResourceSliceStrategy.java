package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ResourceSlices: the devices that a driver offers, of one pool, and which nodes reach them. */
final class ResourceSliceStrategy extends SpecStrategy {
  private static final int DEVICES_MAX = 128;

  /** The most devices where one of them has taints or consumes counters. */
  private static final int RICH_DEVICES_MAX = 64;

  private static final int COUNTER_SETS_MAX = 8;
  private static final String SPEC = "spec";
  private static final List<String> NODES =
      List.of("nodeName", "nodeSelector", "allNodes", "perDeviceNodeSelection");

  ResourceSliceStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject slice) {
    Problems problems = new Problems();
    JsonNode spec = slice.at(SPEC);
    DeviceNames.driver(spec.path("driver"), "spec.driver", problems);
    pool(spec.path("pool"), problems);
    nodes(spec, problems);
    if (spec.has("sharedCounters") && spec.has("devices")) {
      problems.invalid(SPEC, "", "only one of `sharedCounters` or `devices` is allowed");
    }
    SliceDevices devices =
        new SliceDevices(spec.path("perDeviceNodeSelection").asBoolean(), problems);
    problems.eachOnce(
        spec.path("devices"),
        "spec.devices",
        isRich(spec.path("devices")) ? RICH_DEVICES_MAX : DEVICES_MAX,
        each -> each.path("name").asText(""),
        devices::check);
    problems.eachOnce(
        spec.path("sharedCounters"),
        "spec.sharedCounters",
        COUNTER_SETS_MAX,
        each -> each.path("name").asText(""),
        (set, at) -> {
          problems.named(set.path("name"), at + ".name", Names::dnsLabel);
          SliceDevices.counters(set.path("counters"), at + ".counters", problems);
        });
    return problems.list();
  }

  private static boolean isRich(JsonNode devices) {
    return devices
        .valueStream()
        .anyMatch(
            each -> !each.path("taints").isEmpty() || !each.path("consumesCounters").isEmpty());
  }

  private static void pool(JsonNode pool, Problems problems) {
    DeviceNames.pool(pool.path("name"), "spec.pool.name", problems);
    JsonNode slices = pool.path("resourceSliceCount");
    if (slices.isNumber() && slices.asLong() <= 0) {
      problems.invalid("spec.pool.resourceSliceCount", slices, "must be greater than zero");
    }
    JsonNode generation = pool.path("generation");
    if (generation.asLong() < 0) {
      problems.invalid("spec.pool.generation", generation, "must be greater than or equal to zero");
    }
  }

  private static void nodes(JsonNode spec, Problems problems) {
    DeviceNames.node(spec.path("nodeName"), "spec.nodeName", problems);
    if (spec.has("nodeName") && spec.path("nodeName").asText("").isEmpty()) {
      problems.invalid(
          "spec.nodeName",
          spec.path("nodeName"),
          "must be either unset or set to a non-empty string");
    }
    for (String flag : List.of("allNodes", "perDeviceNodeSelection")) {
      if (spec.has(flag) && !spec.path(flag).asBoolean()) {
        problems.invalid("spec." + flag, spec.path(flag), "must be either unset or set to true");
      }
    }
    JsonNode selector = spec.path("nodeSelector");
    NodeSelectors.check(selector, "spec.nodeSelector", problems);
    if (spec.has("nodeSelector") && selector.path("nodeSelectorTerms").size() != 1) {
      problems.invalid(
          "spec.nodeSelector.nodeSelectorTerms",
          selector.path("nodeSelectorTerms"),
          "must have exactly one node selector term");
    }
    List<String> given = SliceDevices.given(spec, NODES);
    String one =
        "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is"
            + " required";
    if (given.isEmpty()) {
      problems.required(SPEC, one);
    } else if (given.size() > 1) {
      problems.invalid(
          SPEC, "{" + String.join(", ", given) + "}", one + ", but multiple fields are set");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject slice, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(
        slice.at(SPEC, "pool", "name"), old.at(SPEC, "pool", "name"), "spec.pool.name");
    for (String field : List.of("driver", "nodeName")) {
      problems.immutable(slice.at(SPEC, field), old.at(SPEC, field), SPEC + "." + field);
    }
    return problems.list();
  }

  @Override
  public List<String> warnings(ApiObject slice) {
    List<String> warnings = new ArrayList<>(super.warnings(slice));
    String driver = slice.text(SPEC, "driver");
    if (!driver.equals(driver.toLowerCase(Locale.ROOT))) {
      warnings.add(
          "spec.driver: driver names should be lowercase; \"%s\" contains uppercase characters"
              .formatted(driver));
    }
    return warnings;
  }
}
