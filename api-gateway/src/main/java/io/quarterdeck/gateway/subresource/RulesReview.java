package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.authz.Rule;
import io.quarterdeck.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells rules in the terms of a SelfSubjectRulesReview. Pure. */
final class RulesReview {
  private static final String ANY = "*";
  private static final String CORE = "core";

  private RulesReview() {}

  /**
   * What a user may do by these rules.
   *
   * @param node whether the user may do more, which depends on what is there
   */
  static ObjectNode status(List<Rule> rules, boolean node) {
    ObjectNode status = Json.object();
    ArrayNode resources = status.putArray("resourceRules");
    ArrayNode paths = status.putArray("nonResourceRules");
    for (Rule rule : rules) {
      resources(rule)
          .forEach(
              (group, names) -> {
                ObjectNode told = resources.addObject();
                verbs(told, rule);
                told.putArray("apiGroups").add(group);
                names.forEach(told.putArray("resources")::add);
              });
      List<String> urls = rule.resources().stream().filter(RulesReview::isPath).sorted().toList();
      if (!urls.isEmpty()) {
        ObjectNode told = paths.addObject();
        verbs(told, rule);
        urls.forEach(told.putArray("nonResourceURLs")::add);
      }
    }
    status.put("incomplete", node);
    if (node) {
      status.put("evaluationError", "what belongs to a node is not listed");
    }
    return status;
  }

  private static void verbs(ObjectNode told, Rule rule) {
    rule.verbs().stream().sorted().forEach(told.putArray("verbs")::add);
  }

  /** The resources of each group; a star is in every group. */
  private static Map<String, Set<String>> resources(Rule rule) {
    Map<String, Set<String>> byGroup = new TreeMap<>();
    for (String each : rule.resources()) {
      if (each.equals(ANY)) {
        byGroup.computeIfAbsent(ANY, none -> new TreeSet<>()).add(ANY);
      } else if (!isPath(each)) {
        String group = each.substring(0, each.indexOf('/'));
        byGroup
            .computeIfAbsent(group.equals(CORE) ? "" : group, none -> new TreeSet<>())
            .add(each.substring(each.indexOf('/') + 1));
      }
    }
    return byGroup;
  }

  private static boolean isPath(String resource) {
    return resource.startsWith("/") || resource.equals(ANY);
  }
}
