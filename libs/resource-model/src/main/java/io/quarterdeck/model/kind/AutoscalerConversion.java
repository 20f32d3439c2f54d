package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * HorizontalPodAutoscalers of {@code autoscaling/v1} know one metric, the use of the processors.
 * All else that the stored version says stands in annotations, in the form that clients know.
 */
final class AutoscalerConversion implements Conversion {
  private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
  private static final String METRICS = PREFIX + "metrics";
  private static final String BEHAVIOR = PREFIX + "behavior";
  private static final String CONDITIONS = PREFIX + "conditions";
  private static final String CURRENT = PREFIX + "current-metrics";
  private static final String TARGET_PERCENT = "targetCPUUtilizationPercentage";
  private static final String CURRENT_PERCENT = "currentCPUUtilizationPercentage";

  @Override
  public ObjectNode toStored(ObjectNode object) {
    ObjectNode stored = object.deepCopy().put("apiVersion", "autoscaling/v2");
    ObjectNode spec = stored.withObject("/spec");
    ArrayNode metrics = Json.MAPPER.createArrayNode();
    percentage(spec.remove(TARGET_PERCENT), MetricForm.TARGET).ifPresent(metrics::add);
    taken(stored, METRICS)
        .ifPresent(each -> each.forEach(old -> metrics.add(MetricForm.TARGET.toStored(old))));
    setUnlessEmpty(spec, "metrics", metrics);
    taken(stored, BEHAVIOR).ifPresent(each -> spec.set("behavior", each));
    if (stored.get("status") instanceof ObjectNode status) {
      ArrayNode current = Json.MAPPER.createArrayNode();
      percentage(status.remove(CURRENT_PERCENT), MetricForm.CURRENT).ifPresent(current::add);
      taken(stored, CURRENT)
          .ifPresent(each -> each.forEach(old -> current.add(MetricForm.CURRENT.toStored(old))));
      setUnlessEmpty(status, "currentMetrics", current);
      taken(stored, CONDITIONS).ifPresent(each -> status.set("conditions", each));
    }
    return stored;
  }

  @Override
  public ObjectNode fromStored(ObjectNode stored) {
    ObjectNode object = stored.deepCopy().put("apiVersion", "autoscaling/v1");
    if (object.get("spec") instanceof ObjectNode spec) {
      annotate(object, METRICS, simplified(spec, "metrics", TARGET_PERCENT, MetricForm.TARGET));
      annotate(object, BEHAVIOR, spec.remove("behavior"));
    }
    if (object.get("status") instanceof ObjectNode status) {
      annotate(
          object,
          CURRENT,
          simplified(status, "currentMetrics", CURRENT_PERCENT, MetricForm.CURRENT));
      annotate(object, CONDITIONS, status.remove("conditions"));
    }
    return object;
  }

  /** Puts the first percentage of the processors into a field; returns the other metrics. */
  private static JsonNode simplified(
      ObjectNode owner, String list, String percentage, MetricForm form) {
    ArrayNode others = Json.MAPPER.createArrayNode();
    JsonNode metrics = owner.remove(list);
    if (metrics != null) {
      for (JsonNode metric : metrics) {
        JsonNode percent = form.percentage(metric);
        if (!owner.has(percentage) && percent.isNumber()) {
          owner.set(percentage, percent);
        } else {
          others.add(form.fromStored(metric));
        }
      }
    }
    return others;
  }

  private static Optional<JsonNode> percentage(JsonNode percent, MetricForm form) {
    return percent == null ? Optional.empty() : Optional.of(form.ofPercentage(percent));
  }

  private static void setUnlessEmpty(ObjectNode owner, String field, ArrayNode list) {
    if (!list.isEmpty()) {
      owner.set(field, list);
    }
  }

  private static void annotate(ObjectNode object, String annotation, JsonNode value) {
    if (value != null && !value.isEmpty()) {
      object.withObject("/metadata").withObject("/annotations").put(annotation, value.toString());
    }
  }

  /** What an annotation says, which goes; one that is no JSON stays and says nothing. */
  private static Optional<JsonNode> taken(ObjectNode object, String annotation) {
    JsonNode text = object.path("metadata").path("annotations").path(annotation);
    if (!text.isTextual()) {
      return Optional.empty();
    }
    try {
      JsonNode value = Json.parse(text.textValue().getBytes(StandardCharsets.UTF_8));
      ObjectNode annotations = object.withObject("/metadata").withObject("/annotations");
      annotations.remove(annotation);
      if (annotations.isEmpty()) {
        object.withObject("/metadata").remove("annotations");
      }
      return Optional.of(value);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
