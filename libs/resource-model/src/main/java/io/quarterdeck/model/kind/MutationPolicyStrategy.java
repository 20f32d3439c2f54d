package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;
import java.util.Map;

/** MutatingAdmissionPolicies: expressions that change what requests want. */
final class MutationPolicyStrategy extends SpecStrategy {
  private static final String SPEC = "spec";

  /** The field that has the expression, by the type of the patch that it makes. */
  private static final Map<String, String> EXPRESSIONS =
      Map.of("ApplyConfiguration", "applyConfiguration", "JSONPatch", "jsonPatch");

  MutationPolicyStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject policy) {
    Problems problems = new Problems();
    JsonNode spec = policy.at(SPEC);
    PolicyParts.paramKind(spec.path("paramKind"), "spec.paramKind", problems);
    AdmissionRules.constraints(spec.path("matchConstraints"), "spec.matchConstraints", problems);
    AdmissionRules.changes(spec.path("matchConstraints"), "spec.matchConstraints", problems);
    PolicyParts.matchConditions(spec.path("matchConditions"), "spec.matchConditions", problems);
    PolicyParts.variables(spec.path("variables"), "spec.variables", problems);
    if (spec.path("mutations").isEmpty()) {
      problems.required("spec.mutations", "mutations must contain at least one item");
    }
    problems.each(
        spec.path("mutations"),
        "spec.mutations",
        Integer.MAX_VALUE,
        (mutation, at) -> mutation(mutation, at, problems));
    problems.needs(spec, SPEC, "reinvocationPolicy");
    return problems.list();
  }

  private static void mutation(JsonNode mutation, String at, Problems problems) {
    String type = mutation.path("patchType").asText("");
    String own = EXPRESSIONS.get(type);
    if (own == null) {
      return;
    }
    if (mutation.has(own)) {
      PolicyParts.expression(mutation.path(own), at + "." + own, "", problems);
    } else {
      problems.required(at + "." + own, "must be specified when patchType is " + type);
    }
    for (String field : EXPRESSIONS.values()) {
      if (!field.equals(own) && mutation.has(field)) {
        problems.invalid(
            at + "." + field, "{" + field + "}", "must not be specified when patchType is " + type);
      }
    }
  }
}
