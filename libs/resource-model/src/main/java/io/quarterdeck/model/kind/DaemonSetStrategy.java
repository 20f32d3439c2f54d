package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** DaemonSets: a pod of a template on each node that is meant. */
final class DaemonSetStrategy extends SpecStrategy {
  private static final String ROLLING = "spec.updateStrategy.rollingUpdate";

  DaemonSetStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject set) {
    Problems problems = new Problems();
    TemplateRules.check(set, "DaemonSet", problems);
    JsonNode strategy = set.at("spec", "updateStrategy");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      rolling(strategy.path("rollingUpdate"), problems);
    }
    return problems.list();
  }

  private static void rolling(JsonNode rolling, Problems problems) {
    TemplateRules.rolling(rolling, ROLLING, problems);
    problems.atMostAll(rolling.path("maxSurge"), ROLLING + ".maxSurge");
    boolean fewer = Problems.isPositive(rolling.path("maxUnavailable"));
    boolean more = Problems.isPositive(rolling.path("maxSurge"));
    if (fewer && more) {
      problems.invalid(
          ROLLING + ".maxSurge",
          rolling.path("maxSurge"),
          "may not be set when maxUnavailable is non-zero");
    } else if (!fewer && !more) {
      problems.required(ROLLING + ".maxUnavailable", "cannot be 0 when maxSurge is 0");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject set, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(set.at("spec", "selector"), old.at("spec", "selector"), "spec.selector");
    return problems.list();
  }
}
