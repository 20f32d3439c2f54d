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
    problems.needs(spec, "spec", "policyName", "validationActions");
    List<String> actions =
        spec.path("validationActions").valueStream().map(JsonNode::asText).toList();
    if (actions.contains("Deny") && actions.contains("Warn")) {
      problems.invalid(
          "spec.validationActions",
          spec.path("validationActions"),
          "must not contain both Deny and Warn (repeating the same validation failure information in"
              + " the API response and headers serves no purpose)");
    }
    JsonNode parameters = spec.path("paramRef");
    if (!parameters.isMissingNode() && parameters.has("name") == parameters.has("selector")) {
      problems.required("spec.paramRef.name", "one of name or selector must be specified");
    }
    return problems.list();
  }
}
