package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.util.Map;

/**
 * Metrics of autoscalers in two forms: the stored one, where a metric and its value are objects,
 * and the older one of annotations, where both are spread over fields.
 */
enum MetricForm {
  /** What a metric is to be. */
  TARGET("target"),
  /** What it is. */
  CURRENT("current");

  private static final String OBJECT = "object";
  private static final String UTILIZATION = "averageUtilization";

  private final String value;

  MetricForm(String value) {
    this.value = value;
  }

  /** The percentage of the processors, where a stored metric is about that. */
  JsonNode percentage(JsonNode stored) {
    JsonNode resource = stored.path("resource");
    return resource
        .path(resource.path("name").asText().equals("cpu") ? value : "-")
        .path(UTILIZATION);
  }

  JsonNode ofPercentage(JsonNode percent) {
    ObjectNode metric = Json.object().put("type", "Resource");
    ObjectNode amount = metric.putObject("resource").put("name", "cpu").putObject(value);
    if (this == TARGET) {
      amount.put("type", "Utilization");
    }
    amount.set(UTILIZATION, percent);
    return metric;
  }

  JsonNode fromStored(JsonNode stored) {
    ObjectNode metric = Json.object();
    for (Map.Entry<String, JsonNode> each : stored.properties()) {
      boolean source = each.getValue().isObject();
      metric.set(each.getKey(), source ? spread(each.getKey(), each.getValue()) : each.getValue());
    }
    return metric;
  }

  private ObjectNode spread(String source, JsonNode stored) {
    ObjectNode spread = Json.object();
    for (Map.Entry<String, JsonNode> each : stored.properties()) {
      JsonNode inner = each.getValue();
      if (each.getKey().equals("metric")) {
        spread.set("metricName", inner.path("name"));
        if (inner.has("selector")) {
          spread.set(selector(source), inner.path("selector"));
        }
      } else if (each.getKey().equals("describedObject")) {
        spread.set("target", inner);
      } else if (each.getKey().equals(value)) {
        inner
            .properties()
            .forEach(
                amount -> {
                  if (!amount.getKey().equals("type")) {
                    spread.set(amount(source, amount.getKey()), amount.getValue());
                  }
                });
      } else {
        spread.set(each.getKey(), inner);
      }
    }
    return spread;
  }

  JsonNode toStored(JsonNode old) {
    ObjectNode metric = Json.object();
    for (Map.Entry<String, JsonNode> each : old.properties()) {
      boolean source = each.getValue().isObject();
      metric.set(
          each.getKey(), source ? gathered(each.getKey(), each.getValue()) : each.getValue());
    }
    return metric;
  }

  private ObjectNode gathered(String source, JsonNode old) {
    ObjectNode gathered = Json.object();
    for (Map.Entry<String, JsonNode> each : old.properties()) {
      String field = each.getKey();
      if (field.equals("metricName")) {
        gathered.withObject("/metric").set("name", each.getValue());
      } else if (field.equals(selector(source))) {
        gathered.withObject("/metric").set("selector", each.getValue());
      } else if (field.equals("target")) {
        gathered.set("describedObject", each.getValue());
      } else if (!isAmount(source, field)) {
        gathered.set(field, each.getValue());
      }
    }
    amounts(source, old, gathered);
    return gathered;
  }

  private void amounts(String source, JsonNode old, ObjectNode gathered) {
    for (String name : new String[] {"value", "averageValue", UTILIZATION}) {
      JsonNode amount = old.path(amount(source, name));
      if (!amount.isMissingNode()) {
        ObjectNode target = gathered.withObject("/" + value);
        if (this == TARGET) {
          target.put(
              "type",
              switch (name) {
                case "value" -> "Value";
                case "averageValue" -> "AverageValue";
                default -> "Utilization";
              });
        }
        target.set(name, amount);
      }
    }
  }

  private boolean isAmount(String source, String field) {
    return field.equals(amount(source, "value"))
        || field.equals(amount(source, "averageValue"))
        || field.equals(amount(source, UTILIZATION));
  }

  private static String selector(String source) {
    return source.equals("external") ? "metricSelector" : "selector";
  }

  /** An average of an object's metric has no prefix, as ever. */
  private String amount(String source, String name) {
    return source.equals(OBJECT) && name.equals("averageValue")
        ? name
        : value + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
