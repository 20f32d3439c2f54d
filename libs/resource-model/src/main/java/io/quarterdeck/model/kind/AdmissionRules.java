package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.Set;

/** Which requests admission is about, in webhooks and policies. */
final class AdmissionRules {
  private static final int ANY_NUMBER = Integer.MAX_VALUE;

  /** An object that goes cannot be changed any more. */
  private static final Set<String> CHANGEABLE = Set.of("*", "CONNECT", "CREATE", "UPDATE");

  private AdmissionRules() {}

  static void rules(JsonNode rules, String at, Problems problems) {
    for (int i = 0; i < rules.size(); i++) {
      String rule = at + "[" + i + "]";
      problems.needs(rules.get(i), rule, "operations", "apiGroups", "apiVersions", "resources");
      starAlone(rules.get(i), "operations", rule, "operations", problems);
      starAlone(rules.get(i), "apiGroups", rule, "API groups", problems);
      starAlone(rules.get(i), "apiVersions", rule, "API versions", problems);
    }
  }

  private static void starAlone(
      JsonNode rule, String field, String at, String others, Problems problems) {
    JsonNode values = rule.path(field);
    boolean star = values.valueStream().anyMatch(each -> each.asText().equals("*"));
    if (star && values.size() > 1) {
      problems.invalid(
          at + "." + field, values, "if '*' is present, must not specify other " + others);
    }
  }

  /** What a policy is about; without rules nothing tells of which types its objects are. */
  static void constraints(JsonNode constraints, String at, Problems problems) {
    if (constraints.isMissingNode()) {
      problems.required(at, "");
      return;
    }
    resources(constraints, at, problems);
    if (constraints.path("resourceRules").isEmpty()) {
      problems.required(at + ".resourceRules", "");
    }
  }

  static void resources(JsonNode resources, String at, Problems problems) {
    problems.selector(resources.path("namespaceSelector"), at + ".namespaceSelector");
    problems.selector(resources.path("objectSelector"), at + ".objectSelector");
    for (String field : new String[] {"resourceRules", "excludeResourceRules"}) {
      rules(resources.path(field), at + "." + field, problems);
      problems.each(
          resources.path(field),
          at + "." + field,
          ANY_NUMBER,
          (rule, each) -> names(rule.path("resourceNames"), each + ".resourceNames", problems));
    }
  }

  private static void names(JsonNode names, String at, Problems problems) {
    problems.eachOnce(
        names,
        at,
        ANY_NUMBER,
        JsonNode::asText,
        (name, each) -> problems.named(name, each, Names::pathSegment));
  }

  /** A policy that changes objects is about operations that leave one. */
  static void changes(JsonNode resources, String at, Problems problems) {
    for (JsonNode rule : resources.path("resourceRules")) {
      for (JsonNode operation : rule.path("operations")) {
        if (!CHANGEABLE.contains(operation.asText())) {
          problems.oneOf(
              operation,
              at + ".resourceRules.operations",
              CHANGEABLE.stream().sorted().toArray(String[]::new));
        }
      }
    }
  }
}
