package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;

/** The table of HorizontalPodAutoscalers: each metric as it is and as it is to be. */
public final class AutoscalerColumns {
  private static final int SHOWN_MAX = 2;
  private static final String UNKNOWN = "<unknown>";

  public static final Columns COLUMNS =
      Columns.begin()
          .text("Reference", "What it scales.", AutoscalerColumns::reference)
          .text("Targets", "Some of the metrics, now and wanted.", AutoscalerColumns::targets)
          .text(
              "MinPods",
              "The fewest replicas.",
              each -> Cells.orUnset(each.text("spec", "minReplicas")))
          .text("MaxPods", "The most replicas.", each -> each.text("spec", "maxReplicas"))
          .text(
              "Replicas",
              "How many replicas there are.",
              each -> Integer.toString(each.integer(0, "status", "currentReplicas")))
          .age()
          .end();

  private AutoscalerColumns() {}

  private static String reference(ApiObject autoscaler) {
    return autoscaler.text("spec", "scaleTargetRef", "kind")
        + "/"
        + autoscaler.text("spec", "scaleTargetRef", "name");
  }

  private static String targets(ApiObject autoscaler) {
    List<String> shown = new ArrayList<>();
    JsonNode current = autoscaler.at("status", "currentMetrics");
    for (JsonNode metric : autoscaler.at("spec", "metrics")) {
      JsonNode now = current.path(shown.size());
      shown.add(
          switch (metric.path("type").asText("")) {
            case "External" -> valued(metric.path("external"), now.path("external"));
            case "Object" -> valued(metric.path("object"), now.path("object"));
            case "Pods" -> average(metric.path("pods"), now.path("pods")).replace(" (avg)", "");
            case "Resource" -> resource(metric.path("resource"), now.path("resource"));
            case "ContainerResource" ->
                resource(metric.path("containerResource"), now.path("containerResource"));
            default -> "<unknown type>";
          });
    }
    return shown.isEmpty() ? Cells.NONE : Cells.first(shown, SHOWN_MAX);
  }

  private static String valued(JsonNode metric, JsonNode now) {
    return metric.path("target").has("averageValue")
        ? average(metric, now)
        : text(now, "value", "") + "/" + metric.path("target").path("value").asText("");
  }

  private static String average(JsonNode metric, JsonNode now) {
    String target = metric.path("target").path("averageValue").asText("");
    return text(now, "averageValue", "") + "/" + target + " (avg)";
  }

  private static String resource(JsonNode metric, JsonNode now) {
    JsonNode target = metric.path("target");
    String name = metric.path("name").asText("") + ": ";
    if (target.has("averageValue")) {
      return name + text(now, "averageValue", "") + "/" + target.path("averageValue").asText();
    }
    JsonNode utilization = target.path("averageUtilization");
    String wanted = utilization instanceof MissingNode ? "<auto>" : utilization.asText() + "%";
    return name + text(now, "averageUtilization", "%") + "/" + wanted;
  }

  private static String text(JsonNode now, String field, String unit) {
    String value = now.path("current").path(field).asText("");
    return value.isEmpty() ? UNKNOWN : value + unit;
  }
}
