package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;
import static io.quarterdeck.model.kind.ObjectMetadata.shown;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;

/** Deployments and ReplicaSets: replicas of pods that a template describes and a selector finds. */
final class TemplateStrategy extends SpecStrategy {
  TemplateStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject object) {
    List<FieldError> errors = new ArrayList<>();
    for (String number : List.of("replicas", "minReadySeconds", "revisionHistoryLimit")) {
      checkNotNegative(object.at("spec", number), "spec." + number, errors);
    }
    checkSelector(object, errors);
    JsonNode template = object.at("spec", "template");
    ObjectMetadata.checkLabels(
        template.path("metadata").path("labels"), "spec.template.labels", errors);
    PodSpecValidation.check(template.path("spec"), "spec.template.spec", errors);
    String restart = template.path("spec").path("restartPolicy").asText("");
    if (!restart.isEmpty() && !restart.equals("Always")) {
      errors.add(
          FieldError.notSupported(
              "spec.template.spec.restartPolicy", quoted(restart), List.of("Always")));
    }
    if (template.path("spec").has("activeDeadlineSeconds")) {
      errors.add(
          FieldError.forbidden(
              "spec.template.spec.activeDeadlineSeconds",
              "activeDeadlineSeconds in ReplicaSet is not Supported"));
    }
    checkStrategy(object.at("spec", "strategy"), errors);
    checkDeadline(object, errors);
    return errors;
  }

  private static void checkDeadline(ApiObject object, List<FieldError> errors) {
    JsonNode deadline = object.at("spec", "progressDeadlineSeconds");
    checkNotNegative(deadline, "spec.progressDeadlineSeconds", errors);
    boolean tooShort =
        deadline.isNumber() && deadline.asLong() <= object.at("spec", "minReadySeconds").asLong(0);
    if (tooShort) {
      errors.add(
          FieldError.invalid(
              "spec.progressDeadlineSeconds",
              deadline.asText(),
              "must be greater than minReadySeconds"));
    }
  }

  private static void checkNotNegative(JsonNode number, String field, List<FieldError> errors) {
    if (number.isNumber() && number.asLong() < 0) {
      errors.add(FieldError.invalid(field, number.asText(), "must be greater than or equal to 0"));
    }
  }

  private static void checkSelector(ApiObject object, List<FieldError> errors) {
    JsonNode selector = object.at("spec", "selector");
    if (selector.isMissingNode()) {
      errors.add(FieldError.required("spec.selector", ""));
      return;
    }
    List<FieldError> problems = SelectorValidation.check(selector, "spec.selector");
    errors.addAll(problems);
    if (!problems.isEmpty()) {
      return;
    }
    LabelSelector parsed = LabelSelector.ofObject(selector);
    JsonNode labels = object.at("spec", "template", "metadata", "labels");
    if (parsed.isEverything()) {
      errors.add(
          FieldError.invalid(
              "spec.selector", shown(selector), "empty selector is invalid for deployment"));
    } else if (!parsed.matches(labels)) {
      errors.add(
          FieldError.invalid(
              "spec.template.metadata.labels",
              shown(labels),
              "`selector` does not match template `labels`"));
    }
  }

  private static void checkStrategy(JsonNode strategy, List<FieldError> errors) {
    if (strategy.isMissingNode()) {
      return;
    }
    String type = strategy.path("type").asText("");
    JsonNode rolling = strategy.path("rollingUpdate");
    switch (type) {
      case "", "RollingUpdate" -> checkRolling(rolling, errors);
      case "Recreate" -> {
        if (!rolling.isMissingNode()) {
          errors.add(
              FieldError.forbidden(
                  "spec.strategy.rollingUpdate",
                  "may not be specified when strategy `type` is 'Recreate'"));
        }
      }
      default ->
          errors.add(
              FieldError.notSupported(
                  "spec.strategy.type", quoted(type), List.of("Recreate", "RollingUpdate")));
    }
  }

  private static void checkRolling(JsonNode rolling, List<FieldError> errors) {
    for (String field : List.of("maxSurge", "maxUnavailable")) {
      JsonNode value = rolling.path(field);
      if (value.isTextual() && !value.asText().matches("[0-9]+%")) {
        errors.add(
            FieldError.invalid(
                "spec.strategy.rollingUpdate." + field,
                quoted(value.asText()),
                "a valid percent string must be a numeric string followed by an ending '%' (e.g."
                    + " '1%',  or '93%', regex used for validation is '[0-9]+%')"));
      }
      checkNotNegative(value, "spec.strategy.rollingUpdate." + field, errors);
    }
    JsonNode unavailable = rolling.path("maxUnavailable");
    if (unavailable.asText("").matches("0*(10[1-9]|1[1-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,})%")) {
      errors.add(
          FieldError.invalid(
              "spec.strategy.rollingUpdate.maxUnavailable",
              shown(unavailable),
              "must not be greater than 100%"));
    }
    if (isZero(rolling.path("maxSurge")) && isZero(rolling.path("maxUnavailable"))) {
      errors.add(
          FieldError.invalid(
              "spec.strategy.rollingUpdate.maxUnavailable",
              shown(rolling.path("maxUnavailable")),
              "may not be 0 when `maxSurge` is 0"));
    }
  }

  private static boolean isZero(JsonNode value) {
    return value.asText("").equals("0") || value.asText("").equals("0%");
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject object, ApiObject old) {
    JsonNode selector = object.at("spec", "selector");
    return selector.equals(old.at("spec", "selector"))
        ? List.of()
        : List.of(FieldError.invalid("spec.selector", shown(selector), "field is immutable"));
  }
}
