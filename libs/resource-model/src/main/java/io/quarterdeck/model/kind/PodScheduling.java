package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a pod says of when and where it may be placed. */
final class PodScheduling {
  private PodScheduling() {}

  static void check(JsonNode spec, String at, Problems problems) {
    problems.labels(spec.path("nodeSelector"), at + ".nodeSelector");
    AffinityRules.check(spec.path("affinity"), at + ".affinity", problems);
    problems.each(
        spec.path("readinessGates"),
        at + ".readinessGates",
        (gate, each) ->
            AffinityRules.labelKey(gate.path("conditionType"), each + ".conditionType", problems));
    problems.eachOnce(
        spec.path("schedulingGates"),
        at + ".schedulingGates",
        Integer.MAX_VALUE,
        gate -> gate.path("name").asText(""),
        (gate, each) -> AffinityRules.labelKey(gate.path("name"), each, problems));
    spread(spec.path("topologySpreadConstraints"), at + ".topologySpreadConstraints", problems);
    problems.each(
        spec.path("tolerations"),
        at + ".tolerations",
        (toleration, each) -> toleration(toleration, each, problems));
  }

  private static void toleration(JsonNode toleration, String at, Problems problems) {
    String operator = toleration.path("operator").asText("");
    String value = toleration.path("value").asText("");
    problems.named(toleration.path("key"), at + ".key", Names::qualifiedName);
    if (toleration.path("key").asText("").isEmpty() && !operator.equals("Exists")) {
      problems.invalid(
          at + ".operator",
          operator,
          "operator must be Exists when `key` is empty, which means \"match all values and all"
              + " keys\"");
    }
    String effect = toleration.path("effect").asText("");
    if (toleration.has("tolerationSeconds") && !effect.equals("NoExecute")) {
      problems.invalid(
          at + ".effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    List<String> wrong = Names.labelValue(value);
    if (operator.equals("Exists") && !value.isEmpty()) {
      problems.invalid(at + ".operator", value, "value must be empty when `operator` is 'Exists'");
    } else if ((operator.isEmpty() || operator.equals("Equal")) && !wrong.isEmpty()) {
      problems.invalid(at + ".operator", value, String.join(";", wrong));
    }
  }

  private static void spread(JsonNode constraints, String at, Problems problems) {
    for (int i = 0; i < constraints.size(); i++) {
      JsonNode constraint = constraints.get(i);
      String each = at + "[" + i + "]";
      positive(constraint.path("maxSkew"), each + ".maxSkew", problems);
      String pair = pair(constraint);
      if (IntStream.range(i + 1, constraints.size())
          .anyMatch(other -> pair(constraints.get(other)).equals(pair))) {
        problems.duplicate(each + ".{topologyKey, whenUnsatisfiable}", pair);
      }
      minDomains(constraint, each + ".minDomains", problems);
      labelKeys(constraint, each + ".matchLabelKeys", problems);
      problems.selector(constraint.path("labelSelector"), each + ".labelSelector");
    }
  }

  private static String pair(JsonNode constraint) {
    return "{"
        + constraint.path("topologyKey").asText("")
        + ", "
        + constraint.path("whenUnsatisfiable").asText("")
        + "}";
  }

  private static void positive(JsonNode number, String field, Problems problems) {
    if (number.isNumber() && number.asLong() <= 0) {
      problems.invalid(field, number, "must be greater than zero");
    }
  }

  private static void minDomains(JsonNode constraint, String field, Problems problems) {
    JsonNode least = constraint.path("minDomains");
    String action = constraint.path("whenUnsatisfiable").asText("");
    positive(least, field, problems);
    if (least.isNumber() && !action.equals("DoNotSchedule")) {
      problems.invalid(
          field,
          least,
          "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action);
    }
  }

  private static void labelKeys(JsonNode constraint, String field, Problems problems) {
    JsonNode selector = constraint.path("labelSelector");
    JsonNode keys = constraint.path("matchLabelKeys");
    if (!keys.isEmpty() && selector.isMissingNode()) {
      problems.forbidden(field, "must not be specified when labelSelector is not set");
    }
    Set<String> selected = new HashSet<>();
    selector.path("matchLabels").fieldNames().forEachRemaining(selected::add);
    selector.path("matchExpressions").forEach(each -> selected.add(each.path("key").asText("")));
    problems.each(
        keys,
        field,
        (key, each) -> {
          AffinityRules.labelKey(key, each, problems);
          if (selected.contains(key.asText())) {
            problems.invalid(each, key, "exists in both matchLabelKeys and labelSelector");
          }
        });
  }
}
