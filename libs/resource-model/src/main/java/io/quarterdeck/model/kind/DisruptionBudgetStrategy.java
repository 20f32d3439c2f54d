package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** PodDisruptionBudgets: how many of some pods must be left, or may be missing. */
final class DisruptionBudgetStrategy extends SpecStrategy {
  DisruptionBudgetStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject budget) {
    Problems problems = new Problems();
    JsonNode spec = budget.at("spec");
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      problems.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
    }
    for (String bound : List.of("minAvailable", "maxUnavailable")) {
      problems.numberOrPercent(spec.path(bound), "spec." + bound);
      problems.atMostAll(spec.path(bound), "spec." + bound);
    }
    problems.selector(spec.path("selector"), "spec.selector");
    return problems.list();
  }
}
