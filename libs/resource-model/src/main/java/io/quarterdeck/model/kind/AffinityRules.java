package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a pod may say of the nodes and of the other pods that it wants to be with, or not. */
final class AffinityRules {
  private static final int WEIGHT_MAX = 100;
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private AffinityRules() {}

  static void check(JsonNode affinity, String at, Problems problems) {
    JsonNode nodes = affinity.path("nodeAffinity");
    String nodesField = at + ".nodeAffinity.";
    NodeSelectors.check(nodes.path(REQUIRED), nodesField + REQUIRED, problems);
    problems.each(
        nodes.path(PREFERRED),
        nodesField + PREFERRED,
        (term, each) -> {
          weight(term, each, problems);
          NodeSelectors.preference(term.path("preference"), each + ".preference", problems);
        });
    for (String name : List.of("podAffinity", "podAntiAffinity")) {
      pods(affinity.path(name), at + "." + name, problems);
    }
  }

  private static void pods(JsonNode affinity, String at, Problems problems) {
    problems.each(
        affinity.path(REQUIRED), at + "." + REQUIRED, (term, each) -> term(term, each, problems));
    problems.each(
        affinity.path(PREFERRED),
        at + "." + PREFERRED,
        (term, each) -> {
          weight(term, each, problems);
          term(term.path("podAffinityTerm"), each + ".podAffinityTerm", problems);
        });
  }

  private static void weight(JsonNode term, String at, Problems problems) {
    JsonNode weight = term.path("weight");
    if (weight.isNumber() && (weight.asInt() < 1 || weight.asInt() > WEIGHT_MAX)) {
      problems.invalid(at + ".weight", weight, "must be in the range 1-100");
    }
  }

  private static void term(JsonNode term, String at, Problems problems) {
    problems.selector(term.path("labelSelector"), at + ".labelSelector");
    problems.selector(term.path("namespaceSelector"), at + ".namespaceSelector");
    for (JsonNode namespace : term.path("namespaces")) {
      Names.dnsLabel(namespace.asText())
          .forEach(problem -> problems.invalid(at + ".namespace", namespace, problem));
    }
    keys(term, at, problems);
    JsonNode topology = term.path("topologyKey");
    if (topology.asText("").isEmpty()) {
      problems.required(at + ".topologyKey", "can not be empty");
    }
    Names.qualifiedName(topology.asText(""))
        .forEach(problem -> problems.invalid(at + ".topologyKey", topology.asText(""), problem));
  }

  private static void keys(JsonNode term, String at, Problems problems) {
    JsonNode selector = term.path("labelSelector");
    for (String name : List.of("matchLabelKeys", "mismatchLabelKeys")) {
      JsonNode keys = term.path(name);
      if (!keys.isEmpty() && selector.isMissingNode()) {
        problems.forbidden(at + "." + name, "must not be specified when labelSelector is not set");
      } else {
        problems.each(keys, at + "." + name, (key, each) -> labelKey(key, each, problems));
      }
    }
    List<String> matching = texts(term.path("matchLabelKeys")).toList();
    selectedTwice(selector, matching, at, problems);
    Set<String> other = new HashSet<>(texts(term.path("mismatchLabelKeys")).toList());
    for (int i = 0; i < matching.size(); i++) {
      if (other.contains(matching.get(i))) {
        problems.invalid(
            at + ".matchLabelKeys[" + i + "]",
            matching.get(i),
            "exists in both matchLabelKeys and mismatchLabelKeys");
      }
    }
  }

  /**
   * The values of these keys come to the selector when the pod is made, so there they stand once
   * already.
   */
  private static void selectedTwice(
      JsonNode selector, List<String> matching, String at, Problems problems) {
    Set<String> seen = new HashSet<>();
    selector.path("matchLabels").fieldNames().forEachRemaining(seen::add);
    for (JsonNode expression : selector.path("matchExpressions")) {
      String key = expression.path("key").asText("");
      int index = matching.lastIndexOf(key);
      if (!seen.add(key) && index >= 0) {
        problems.invalid(
            at + "[" + index + "]", key, "exists in both matchLabelKeys and labelSelector");
      }
    }
  }

  /** A key of a label, in a list of such. */
  static void labelKey(JsonNode key, String field, Problems problems) {
    Names.qualifiedName(key.asText()).forEach(problem -> problems.invalid(field, key, problem));
  }

  private static Stream<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText);
  }
}
