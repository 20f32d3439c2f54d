package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;

/** The tables of what extends the API: webhooks, policies and served groups. */
public final class AdmissionColumns {
  public static final Columns WEBHOOKS =
      Columns.begin()
          .number("Webhooks", "How many it has.", each -> each.at("webhooks").size())
          .age()
          .end();

  public static final Columns POLICIES =
      Columns.begin()
          .number("Validations", "How many it has.", each -> each.at("spec", "validations").size())
          .text("ParamKind", "By which kind it is parameterized.", AdmissionColumns::paramKind)
          .age()
          .end();

  public static final Columns POLICY_BINDINGS =
      Columns.begin()
          .text(
              "PolicyName",
              "Which policy it puts in force.",
              each -> each.text("spec", "policyName"))
          .text("ParamRef", "With which parameters.", AdmissionColumns::paramRef)
          .age()
          .end();

  public static final Columns MUTATION_POLICIES =
      Columns.begin()
          .number("Mutations", "How many it has.", each -> each.at("spec", "mutations").size())
          .text("ParamKind", "By which kind it is parameterized.", AdmissionColumns::mutationParam)
          .age()
          .end();

  public static final Columns MUTATION_BINDINGS =
      Columns.begin()
          .text(
              "PolicyName",
              "Which policy it puts in force.",
              each -> each.text("spec", "policyName"))
          .text("ParamRef", "With which parameters.", AdmissionColumns::mutationParamRef)
          .age()
          .end();

  public static final Columns API_SERVICES =
      Columns.begin()
          .text("Service", "Who serves the group.", AdmissionColumns::service)
          .text(
              "Available",
              "Whether it answers.",
              each -> Cells.is(each, "Available") ? "True" : "False")
          .age()
          .end();

  private AdmissionColumns() {}

  private static String paramKind(ApiObject policy) {
    JsonNode kind = policy.at("spec", "paramKind");
    return kind.isMissingNode()
        ? Cells.UNSET
        : kind.path("apiVersion").asText() + ", Kind=" + kind.path("kind").asText();
  }

  private static String paramRef(ApiObject binding) {
    JsonNode reference = binding.at("spec", "paramRef");
    String name = reference.path("name").asText("");
    String namespace = reference.path("namespace").asText("");
    if (!name.isEmpty()) {
      return namespace.isEmpty() ? name : namespace + "/" + name;
    }
    return reference.has("selector") ? Cells.selector(reference.path("selector")) : Cells.UNSET;
  }

  private static String mutationParam(ApiObject policy) {
    JsonNode kind = policy.at("spec", "paramKind");
    return kind.isMissingNode()
        ? Cells.UNSET
        : kind.path("apiVersion").asText() + "/" + kind.path("kind").asText();
  }

  /** Whether a parameter without a namespace has one, its reference does not tell. */
  private static String mutationParamRef(ApiObject binding) {
    JsonNode reference = binding.at("spec", "paramRef");
    boolean named = !reference.path("name").asText("").isEmpty();
    boolean placed = !reference.path("namespace").asText("").isEmpty();
    return named && !placed ? "*/" + reference.path("name").asText() : paramRef(binding);
  }

  private static String service(ApiObject apiService) {
    JsonNode service = apiService.at("spec", "service");
    return service.isMissingNode()
        ? "Local"
        : service.path("namespace").asText() + "/" + service.path("name").asText();
  }
}
