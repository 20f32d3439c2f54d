package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** Deployments and ReplicaSets: replicas of pods that a template describes and a selector finds. */
final class TemplateStrategy extends SpecStrategy {
  private static final String ROLLING = "spec.strategy.rollingUpdate";

  TemplateStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject object) {
    Problems problems = new Problems();
    TemplateRules.check(object, "ReplicaSet", problems);
    checkStrategy(object.at("spec", "strategy"), problems);
    checkDeadline(object, problems);
    return problems.list();
  }

  private static void checkDeadline(ApiObject object, Problems problems) {
    JsonNode deadline = object.at("spec", "progressDeadlineSeconds");
    problems.atLeast(0, deadline, "spec.progressDeadlineSeconds");
    if (deadline.isNumber()
        && deadline.asLong() <= object.at("spec", "minReadySeconds").asLong(0)) {
      problems.invalid(
          "spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }
  }

  private static void checkStrategy(JsonNode strategy, Problems problems) {
    if (strategy.isMissingNode()) {
      return;
    }
    JsonNode rolling = strategy.path("rollingUpdate");
    switch (strategy.path("type").asText("")) {
      case "", "RollingUpdate" -> checkRolling(rolling, problems);
      case "Recreate" -> {
        if (!rolling.isMissingNode()) {
          problems.forbidden(ROLLING, "may not be specified when strategy `type` is 'Recreate'");
        }
      }
      default ->
          problems.oneOf(strategy.path("type"), "spec.strategy.type", "Recreate", "RollingUpdate");
    }
  }

  private static void checkRolling(JsonNode rolling, Problems problems) {
    TemplateRules.rolling(rolling, ROLLING, problems);
    JsonNode unavailable = rolling.path("maxUnavailable");
    boolean nothingMoves = isZero(rolling.path("maxSurge")) && isZero(unavailable);
    if (nothingMoves) {
      problems.invalid(
          ROLLING + ".maxUnavailable", unavailable, "may not be 0 when `maxSurge` is 0");
    }
  }

  private static boolean isZero(JsonNode value) {
    return !value.isMissingNode() && !Problems.isPositive(value);
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject object, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(object.at("spec", "selector"), old.at("spec", "selector"), "spec.selector");
    return problems.list();
  }
}
