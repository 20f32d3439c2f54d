package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The conditional defaults of HorizontalPodAutoscalers. */
final class AutoscalerDefaults {
  private static final int CPU_PERCENT = 80;
  private static final int PERIOD_SECONDS = 15;

  private AutoscalerDefaults() {}

  /** Without a metric, it is the use of the processors. */
  static void metrics(ObjectNode spec) {
    if (spec.path("metrics").isEmpty()) {
      ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
      metric
          .putObject("resource")
          .put("name", "cpu")
          .putObject("target")
          .put("type", "Utilization")
          .put("averageUtilization", CPU_PERCENT);
    }
  }

  /** Whoever says something of the behavior gets the rest as it is. */
  static void behavior(ObjectNode behavior) {
    ObjectNode up = behavior.withObject("/scaleUp");
    up.putIfAbsent("stabilizationWindowSeconds", up.numberNode(0));
    up.putIfAbsent("selectPolicy", up.textNode("Max"));
    if (!up.has("policies")) {
      ArrayNode policies = up.putArray("policies");
      policies.add(policy(up, "Pods", 4)).add(policy(up, "Percent", 100));
    }
    ObjectNode down = behavior.withObject("/scaleDown");
    down.putIfAbsent("selectPolicy", down.textNode("Max"));
    if (!down.has("policies")) {
      down.putArray("policies").add(policy(down, "Percent", 100));
    }
  }

  private static JsonNode policy(ObjectNode rules, String type, int value) {
    return rules
        .objectNode()
        .put("type", type)
        .put("value", value)
        .put("periodSeconds", PERIOD_SECONDS);
  }
}
