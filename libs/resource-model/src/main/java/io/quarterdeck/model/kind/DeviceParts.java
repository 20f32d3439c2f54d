package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.Set;

/** What classes, claims and slices of devices have in common. */
final class DeviceParts {
  static final int CONFIGURATIONS_MAX = 32;

  private static final int SELECTORS_MAX = 32;
  private static final int TOLERATIONS_MAX = 16;
  private static final int CONDITIONS_MAX = 4;
  private static final int EXPRESSION_BYTES_MAX = 10 * 1024;
  private static final int PARAMETER_BYTES_MAX = 10 * 1024;

  private DeviceParts() {}

  /** Expressions that a device must fulfil. */
  static void selectors(JsonNode selectors, String at, Problems problems) {
    problems.each(
        selectors,
        at,
        SELECTORS_MAX,
        (selector, each) -> {
          if (!selector.has("cel")) {
            problems.required(each + ".cel", "");
          }
          problems.longest(
              EXPRESSION_BYTES_MAX,
              selector.path("cel").path("expression"),
              each + ".cel.expression");
        });
  }

  /** What only the driver of a device understands. */
  static void configuration(JsonNode configuration, String at, Problems problems) {
    JsonNode opaque = configuration.path("opaque");
    if (opaque.isMissingNode()) {
      problems.required(at + ".opaque", "");
      return;
    }
    DeviceNames.driver(opaque.path("driver"), at + ".opaque.driver", problems);
    raw(opaque.path("parameters"), at + ".opaque.parameters", problems);
  }

  /** An object that nobody but a driver looks into. */
  static void raw(JsonNode object, String at, Problems problems) {
    if (object.isObject() && Json.bytes(object).length > PARAMETER_BYTES_MAX) {
      problems.tooLong(at, PARAMETER_BYTES_MAX);
    }
  }

  static void tolerations(JsonNode tolerations, String at, Problems problems) {
    problems.each(
        tolerations,
        at,
        TOLERATIONS_MAX,
        (toleration, each) -> {
          problems.named(toleration.path("key"), each + ".key", Names::qualifiedName);
          JsonNode value = toleration.path("value");
          boolean any = toleration.path("operator").asText("").equals("Exists");
          if (any && !value.asText("").isEmpty()) {
            problems.invalid(each + ".value", value, "must be empty for operator `Exists`");
          } else {
            problems.named(value, each + ".value", Names::labelValue);
          }
        });
  }

  /** The conditions that a device waits for, and those that end its waiting. */
  static void bindingConditions(JsonNode device, String at, Problems problems) {
    JsonNode wanted = device.path("bindingConditions");
    JsonNode failures = device.path("bindingFailureConditions");
    Set<String> all = conditionTypes(wanted, at + ".bindingConditions", problems);
    conditionTypes(failures, at + ".bindingFailureConditions", problems);
    for (int i = 0; i < failures.size(); i++) {
      if (all.contains(failures.get(i).asText())) {
        problems.invalid(
            at + ".bindingFailureConditions[" + i + "]",
            failures.get(i),
            "bindingFailureConditions must not overlap with bindingConditions");
      }
    }
    if (wanted.isEmpty() && !failures.isEmpty()) {
      problems.invalid(
          at + ".bindingConditions",
          wanted,
          "bindingConditions are required to use bindingFailureConditions");
    } else if (failures.isEmpty() && !wanted.isEmpty()) {
      problems.invalid(
          at + ".bindingFailureConditions",
          failures,
          "bindingFailureConditions are required to use bindingConditions");
    }
  }

  private static Set<String> conditionTypes(JsonNode types, String at, Problems problems) {
    Set<String> names = new HashSet<>();
    problems.eachOnce(
        types,
        at,
        CONDITIONS_MAX,
        JsonNode::asText,
        (type, each) -> {
          names.add(type.asText());
          Names.qualifiedName(type.asText()).forEach(it -> problems.invalid(each, type, it));
        });
    return names;
  }
}
