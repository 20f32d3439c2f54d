package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** ValidatingAdmissionPolicies: expressions that requests must fulfil. */
final class AdmissionPolicyStrategy extends SpecStrategy {
  AdmissionPolicyStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject policy) {
    Problems problems = new Problems();
    JsonNode spec = policy.at("spec");
    PolicyParts.paramKind(spec.path("paramKind"), "spec.paramKind", problems);
    AdmissionRules.constraints(spec.path("matchConstraints"), "spec.matchConstraints", problems);
    PolicyParts.matchConditions(spec.path("matchConditions"), "spec.matchConditions", problems);
    PolicyParts.variables(spec.path("variables"), "spec.variables", problems);
    if (spec.path("validations").isEmpty() && spec.path("auditAnnotations").isEmpty()) {
      for (String field : List.of("validations", "auditAnnotations")) {
        problems.required(
            "spec." + field, "validations or auditAnnotations must contain at least one item");
      }
    }
    return problems.list();
  }
}
