package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.List;

/** What the kinds have in common that keep pods of a template running. */
final class TemplateRules {
  private static final String TEMPLATE = "spec.template";

  private TemplateRules() {}

  /** Checks template and selector. */
  static void check(ApiObject object, String kind, Problems problems) {
    problems.notNegative(
        object.at("spec"), "spec", "replicas", "minReadySeconds", "revisionHistoryLimit");
    selector(object, kind, problems);
    JsonNode template = object.at("spec", "template");
    pods(template, TEMPLATE, problems);
    alwaysRestarted(template, kind, problems);
  }

  /** Checks what pods are made of. */
  static void pods(JsonNode template, String at, Problems problems) {
    problems.labels(template.path("metadata").path("labels"), at + ".labels");
    PodSpecValidation.ofTemplate(template.path("spec"), at + ".spec", problems);
    if (!template.path("spec").path(EphemeralContainers.LIST).isEmpty()) {
      problems.forbidden(
          at + ".spec." + EphemeralContainers.LIST,
          "ephemeral containers not allowed in pod template");
    }
  }

  static void alwaysRestarted(JsonNode template, String kind, Problems problems) {
    JsonNode spec = template.path("spec");
    problems.oneOf(spec.path("restartPolicy"), TEMPLATE + ".spec.restartPolicy", "Always");
    if (spec.has("activeDeadlineSeconds")) {
      problems.forbidden(
          TEMPLATE + ".spec.activeDeadlineSeconds",
          "activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }

  private static void selector(ApiObject object, String kind, Problems problems) {
    JsonNode selector = object.at("spec", "selector");
    if (selector.isMissingNode()) {
      problems.required("spec.selector", "");
      unmatched(object, problems);
      return;
    }
    List<FieldError> wrong = SelectorValidation.check(selector, "spec.selector");
    problems.addAll(wrong);
    if (!wrong.isEmpty()) {
      return;
    }
    LabelSelector parsed = LabelSelector.ofObject(selector);
    if (parsed.isEverything()) {
      problems.invalid("spec.selector", selector, "empty selector is invalid for " + lower(kind));
    } else {
      matches(parsed, object, problems);
    }
  }

  /** The template's pods must be found by the selector. */
  static void matches(LabelSelector selector, ApiObject object, Problems problems) {
    if (!selector.matches(labels(object))) {
      unmatched(object, problems);
    }
  }

  private static void unmatched(ApiObject object, Problems problems) {
    problems.invalid(
        TEMPLATE + ".metadata.labels",
        labels(object),
        "`selector` does not match template `labels`");
  }

  private static JsonNode labels(ApiObject object) {
    return object.at("spec", "template", "metadata", "labels");
  }

  /** A ReplicaSet's messages speak of deployments, as ever. */
  private static String lower(String kind) {
    return switch (kind) {
      case "StatefulSet" -> "statefulset";
      case "DaemonSet" -> "daemonset";
      default -> "deployment";
    };
  }

  /** The part of a rolling update that may be missing or too many. */
  static void rolling(JsonNode rolling, String at, Problems problems) {
    for (String field : List.of("maxSurge", "maxUnavailable")) {
      problems.numberOrPercent(rolling.path(field), at + "." + field);
    }
    problems.atMostAll(rolling.path("maxUnavailable"), at + ".maxUnavailable");
  }
}
