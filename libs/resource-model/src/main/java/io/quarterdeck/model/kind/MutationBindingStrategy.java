package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** MutatingAdmissionPolicyBindings: which policy changes what, and with which parameters. */
final class MutationBindingStrategy extends SpecStrategy {
  MutationBindingStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject binding) {
    Problems problems = new Problems();
    JsonNode spec = binding.at("spec");
    PolicyParts.policyName(spec, problems);
    PolicyParts.paramRef(spec.path("paramRef"), "spec.paramRef", problems);
    AdmissionRules.resources(spec.path("matchResources"), "spec.matchResources", problems);
    AdmissionRules.changes(spec.path("matchResources"), "spec.matchResources", problems);
    return problems.list();
  }
}
