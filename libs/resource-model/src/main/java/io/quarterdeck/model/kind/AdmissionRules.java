package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;

/** Which requests admission is about, in webhooks and policies. */
final class AdmissionRules {
  private AdmissionRules() {}

  static void rules(JsonNode rules, String at, Problems problems) {
    for (int i = 0; i < rules.size(); i++) {
      String rule = at + "[" + i + "]";
      problems.needs(rules.get(i), rule, "operations", "apiGroups", "apiVersions", "resources");
      for (String field : new String[] {"operations", "apiGroups", "apiVersions"}) {
        starAlone(rules.get(i).path(field), rule + "." + field, problems);
      }
    }
  }

  private static void starAlone(JsonNode values, String field, Problems problems) {
    boolean star = values.valueStream().anyMatch(each -> each.asText().equals("*"));
    if (star && values.size() > 1) {
      problems.invalid(field, values, "if '*' is present, must not specify other values");
    }
  }
}
