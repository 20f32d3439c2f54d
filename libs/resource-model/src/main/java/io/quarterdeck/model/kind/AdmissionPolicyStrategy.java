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
    JsonNode constraints = spec.path("matchConstraints");
    if (constraints.isMissingNode()) {
      problems.required("spec.matchConstraints", "");
    } else if (constraints.path("resourceRules").isEmpty()) {
      problems.required("spec.matchConstraints.resourceRules", "");
    }
    AdmissionRules.rules(
        constraints.path("resourceRules"), "spec.matchConstraints.resourceRules", problems);
    problems.selector(
        constraints.path("namespaceSelector"), "spec.matchConstraints.namespaceSelector");
    problems.selector(constraints.path("objectSelector"), "spec.matchConstraints.objectSelector");
    if (spec.path("validations").isEmpty() && spec.path("auditAnnotations").isEmpty()) {
      problems.required(
          "spec.validations", "validations or auditAnnotations must contain at least one item");
    }
    return problems.list();
  }
}
