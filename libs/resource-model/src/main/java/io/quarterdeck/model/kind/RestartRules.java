package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;

/** What a container may say of when it is started again, where that differs from its pod. */
final class RestartRules {
  private static final int RULES_MAX = 20;
  private static final int CODES_MAX = 255;

  private RestartRules() {}

  static void check(JsonNode container, String at, Problems problems) {
    JsonNode policy = container.path("restartPolicy");
    JsonNode rules = container.path("restartPolicyRules");
    if (!rules.isEmpty() && policy.isMissingNode()) {
      problems.required(
          at + ".restartPolicy", "must specify restartPolicy when restart rules are used");
    }
    problems.oneOf(policy, at + ".restartPolicy", "Always", "Never", "OnFailure");
    problems.each(
        rules, at + ".restartPolicyRules", RULES_MAX, (rule, each) -> rule(rule, each, problems));
  }

  private static void rule(JsonNode rule, String at, Problems problems) {
    problems.oneOf(rule.path("action"), at + ".action", "Restart", "RestartAllContainers");
    JsonNode codes = rule.path("exitCodes");
    if (codes.isMissingNode()) {
      problems.required(at + ".exitCodes", "must be specified");
      return;
    }
    problems.oneOf(codes.path("operator"), at + ".exitCodes.operator", "In", "NotIn");
    problems.atMost(CODES_MAX, codes.path("values"), at + ".exitCodes.values");
  }
}
