package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The conditional defaults of what runs pods. */
final class WorkloadDefaults {
  private static final int BACKOFF_LIMIT = 6;

  private WorkloadDefaults() {}

  /** Of Jobs alone: what a CronJob makes them of keeps what was said. */
  static void job(ObjectNode job) {
    labelsOfTemplate(job);
    if (!(job.get("spec") instanceof ObjectNode spec)) {
      return;
    }
    boolean counted = spec.has("completions") || spec.has("parallelism");
    if (!counted) {
      spec.put("completions", 1);
    }
    spec.putIfAbsent("parallelism", spec.numberNode(1));
    spec.putIfAbsent("completionMode", spec.textNode("NonIndexed"));
    spec.putIfAbsent("suspend", spec.booleanNode(false));
    spec.putIfAbsent("manualSelector", spec.booleanNode(false));
    spec.putIfAbsent(
        "backoffLimit",
        spec.numberNode(spec.has("backoffLimitPerIndex") ? Integer.MAX_VALUE : BACKOFF_LIMIT));
    spec.putIfAbsent(
        "podReplacementPolicy",
        spec.textNode(spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed"));
    for (JsonNode rule : spec.path("podFailurePolicy").path("rules")) {
      rule.path("onPodConditions").forEach(WorkloadDefaults::conditionStatus);
    }
  }

  private static void conditionStatus(JsonNode condition) {
    if (condition instanceof ObjectNode object && object.path("status").asText("").isEmpty()) {
      object.put("status", "True");
    }
  }

  /** One without a selector selects by the labels of its template. */
  static void replicationController(ObjectNode controller) {
    labelsOfTemplate(controller);
    JsonNode labels = labels(controller);
    if (!labels.isEmpty() && controller.path("spec").path("selector").isEmpty()) {
      controller.withObject("/spec").set("selector", labels.deepCopy());
    }
  }

  /** An object without labels carries those of its template. */
  private static void labelsOfTemplate(ObjectNode object) {
    JsonNode labels = labels(object);
    if (!labels.isEmpty() && object.path("metadata").path("labels").isEmpty()) {
      object.withObject("/metadata").set("labels", labels.deepCopy());
    }
  }

  private static JsonNode labels(ObjectNode object) {
    return object.path("spec").path("template").path("metadata").path("labels");
  }

  /** Templates of claims say what they are. */
  static void claims(ObjectNode spec) {
    for (JsonNode each : spec.path("volumeClaimTemplates")) {
      if (each instanceof ObjectNode claim) {
        claim.putIfAbsent("apiVersion", claim.textNode("v1"));
        claim.putIfAbsent("kind", claim.textNode("PersistentVolumeClaim"));
      }
    }
  }
}
