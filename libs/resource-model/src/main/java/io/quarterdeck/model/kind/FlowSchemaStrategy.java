package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** FlowSchemas: which requests belong to which priority level. */
final class FlowSchemaStrategy extends SpecStrategy {
  private static final int PRECEDENCE_MAX = 10_000;

  FlowSchemaStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject schema) {
    Problems problems = new Problems();
    JsonNode precedence = schema.at("spec", "matchingPrecedence");
    if (precedence.isNumber() && precedence.asInt() <= 0) {
      problems.invalid("spec.matchingPrecedence", precedence, "must be a positive value");
    } else if (precedence.asInt(0) > PRECEDENCE_MAX) {
      problems.invalid(
          "spec.matchingPrecedence", precedence, "must not be greater than " + PRECEDENCE_MAX);
    }
    JsonNode rules = schema.at("spec", "rules");
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), "spec.rules[" + i + "]", problems);
    }
    return problems.list();
  }

  private static void rule(JsonNode rule, String at, Problems problems) {
    if (rule.path("subjects").isEmpty()) {
      problems.required(at + ".subjects", "subjects must contain at least one value");
    }
    boolean matchesNothing =
        rule.path("resourceRules").isEmpty() && rule.path("nonResourceRules").isEmpty();
    if (matchesNothing) {
      problems.required(
          at, "at least one of resourceRules and nonResourceRules has to be non-empty");
    }
  }
}
