package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.Map;

/** HorizontalPodAutoscalers: replicas between two bounds, as many as metrics ask for. */
final class AutoscalerStrategy extends SpecStrategy {
  private static final int PERIOD_SECONDS_MAX = 1800;
  private static final int WINDOW_SECONDS_MAX = 3600;

  /** Where a metric of a type is described. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "ContainerResource", "containerResource",
          "External", "external",
          "Object", "object",
          "Pods", "pods",
          "Resource", "resource");

  AutoscalerStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject autoscaler) {
    Problems problems = new Problems();
    JsonNode spec = autoscaler.at("spec");
    JsonNode most = spec.path("maxReplicas");
    problems.atLeast(1, spec.path("minReplicas"), "spec.minReplicas");
    if (most.asInt(0) < 1) {
      problems.invalid("spec.maxReplicas", most, "must be greater than 0");
    } else if (spec.path("minReplicas").asInt(0) > most.asInt()) {
      problems.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
    }
    for (String field : List.of("kind", "name")) {
      problems.named(
          spec.path("scaleTargetRef").path(field),
          "spec.scaleTargetRef." + field,
          Names::pathSegment);
    }
    int index = 0;
    for (JsonNode metric : spec.path("metrics")) {
      metric(metric, "spec.metrics[" + index++ + "]", problems);
    }
    for (String way : List.of("scaleUp", "scaleDown")) {
      rules(spec.path("behavior").path(way), "spec.behavior." + way, problems);
    }
    return problems.list();
  }

  private static void metric(JsonNode metric, String at, Problems problems) {
    String source = SOURCES.getOrDefault(metric.path("type").asText(""), "");
    if (source.isEmpty()) {
      return;
    }
    if (!metric.has(source)) {
      problems.required(at + "." + source, "must populate information for the given metric source");
    }
    SOURCES.values().stream()
        .filter(other -> !other.equals(source) && metric.has(other))
        .forEach(
            other ->
                problems.forbidden(at + "." + other, "must populate the given metric source only"));
    target(metric.path(source).path("target"), source, at + "." + source + ".target", problems);
  }

  private static void target(JsonNode target, String source, String at, Problems problems) {
    if (target.isMissingNode()) {
      return;
    }
    JsonNode utilization = target.path("averageUtilization");
    if (utilization.isNumber() && utilization.asInt() < 1) {
      problems.invalid(at + ".averageUtilization", utilization, "must be greater than 0");
    }
    for (String field : List.of("value", "averageValue")) {
      problems.positiveQuantity(target.path(field), at + "." + field);
    }
    boolean ofResource = source.equals("resource") || source.equals("containerResource");
    if (ofResource && !target.has("averageUtilization") && !target.has("averageValue")) {
      problems.required(
          at + ".averageUtilization", "must set either a target raw value or a target utilization");
    }
    if (ofResource && target.has("averageUtilization") && target.has("averageValue")) {
      problems.forbidden(
          at + ".averageValue", "may not set both a target raw value and a target utilization");
    }
  }

  private static void rules(JsonNode rules, String at, Problems problems) {
    JsonNode window = rules.path("stabilizationWindowSeconds");
    problems.atLeast(0, window, at + ".stabilizationWindowSeconds");
    if (window.asInt(0) > WINDOW_SECONDS_MAX) {
      problems.invalid(
          at + ".stabilizationWindowSeconds",
          window,
          "must be less than or equal to " + WINDOW_SECONDS_MAX);
    }
    int index = 0;
    for (JsonNode policy : rules.path("policies")) {
      String each = at + ".policies[" + index++ + "]";
      if (policy.path("value").asInt(0) <= 0) {
        problems.invalid(each + ".value", policy.path("value"), "must be greater than zero");
      }
      JsonNode period = policy.path("periodSeconds");
      if (period.asInt(0) <= 0) {
        problems.invalid(each + ".periodSeconds", period, "must be greater than zero");
      } else if (period.asInt() > PERIOD_SECONDS_MAX) {
        problems.invalid(
            each + ".periodSeconds", period, "must be less than or equal to " + PERIOD_SECONDS_MAX);
      }
    }
  }
}
