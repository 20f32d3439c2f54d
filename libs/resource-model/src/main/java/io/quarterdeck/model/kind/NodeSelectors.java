package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;

/** What a NodeSelector object must be: terms, of which a node has to fulfil one. */
final class NodeSelectors {
  private NodeSelectors() {}

  static void check(JsonNode selector, String at, Problems problems) {
    if (selector.isMissingNode()) {
      return;
    }
    JsonNode terms = selector.path("nodeSelectorTerms");
    if (terms.isEmpty()) {
      problems.required(at + ".nodeSelectorTerms", "must have at least one node selector term");
    }
    problems.each(
        terms,
        at + ".nodeSelectorTerms",
        (term, each) -> {
          preference(term, each, problems);
          problems.each(
              term.path("matchExpressions"),
              each + ".matchExpressions",
              (requirement, where) -> values(requirement, where + ".values", problems));
        });
  }

  /** Checks a term that need not be fulfilled: of its values none has to be one of a label. */
  static void preference(JsonNode term, String at, Problems problems) {
    requirements(term, at + ".matchExpressions", problems);
    fields(term, at + ".matchFields", problems);
  }

  private static void requirements(JsonNode term, String at, Problems problems) {
    problems.each(
        term.path("matchExpressions"),
        at,
        (requirement, each) -> {
          operator(requirement, each, problems);
          JsonNode key = requirement.path("key");
          Names.qualifiedName(key.asText(""))
              .forEach(problem -> problems.invalid(each + ".key", key, problem));
        });
  }

  private static void values(JsonNode requirement, String field, Problems problems) {
    problems.each(
        requirement.path("values"),
        field,
        (value, where) -> problems.named(value, where, Names::labelValue));
  }

  private static void operator(JsonNode requirement, String at, Problems problems) {
    int values = requirement.path("values").size();
    JsonNode operator = requirement.path("operator");
    switch (operator.asText("")) {
      case "In", "NotIn" -> {
        if (values == 0) {
          problems.required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (values > 0) {
          problems.forbidden(
              at + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      case "Gt", "Lt" -> {
        if (values != 1) {
          problems.required(
              at + ".values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
      }
      default -> problems.invalid(at + ".operator", operator, "not a valid selector operator");
    }
  }

  private static void fields(JsonNode term, String at, Problems problems) {
    problems.each(
        term.path("matchFields"),
        at,
        (requirement, each) -> {
          JsonNode operator = requirement.path("operator");
          boolean known = operator.asText("").equals("In") || operator.asText("").equals("NotIn");
          if (!known) {
            problems.invalid(each + ".operator", operator, "not a valid selector operator");
          } else if (requirement.path("values").size() != 1) {
            problems.required(
                each + ".values",
                "must be only one value when `operator` is 'In' or 'NotIn' for node field"
                    + " selector");
          }
          if (!requirement.path("key").asText("").equals("metadata.name")) {
            problems.invalid(
                each + ".key", requirement.path("key"), "not a valid field selector key");
          } else {
            problems.each(
                requirement.path("values"),
                each + ".values",
                (name, where) ->
                    Names.dnsSubdomain(name.asText())
                        .forEach(problem -> problems.invalid(where, name, problem)));
          }
        });
  }
}
