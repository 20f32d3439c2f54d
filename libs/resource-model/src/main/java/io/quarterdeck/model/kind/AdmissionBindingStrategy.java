package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** ValidatingAdmissionPolicyBindings: which policy holds where, and what comes of it. */
final class AdmissionBindingStrategy extends SpecStrategy {
  AdmissionBindingStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject binding) {
    Problems problems = new Problems();
    JsonNode spec = binding.at("spec");
    PolicyParts.policyName(spec, problems);
    if (spec.path("validationActions").isEmpty()) {
      problems.required("spec.validationActions", "at least one validation action is required");
    }
    List<String> actions =
        spec.path("validationActions").valueStream().map(JsonNode::asText).toList();
    if (actions.contains("Deny") && actions.contains("Warn")) {
      problems.invalid(
          "spec.validationActions",
          spec.path("validationActions"),
          "must not contain both Deny and Warn (repeating the same validation failure information in"
              + " the API response and headers serves no purpose)");
    }
    PolicyParts.paramRef(spec.path("paramRef"), "spec.paramRef", problems);
    AdmissionRules.resources(spec.path("matchResources"), "spec.matchResources", problems);
    return problems.list();
  }
}
