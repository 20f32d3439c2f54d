package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.util.List;

/** Roles and ClusterRoles: verbs on resources, and of the cluster's also on other paths. */
final class RoleStrategy extends SpecStrategy {
  private final boolean namespaced;

  RoleStrategy(WriteFacts facts, boolean namespaced) {
    super(facts);
    this.namespaced = namespaced;
  }

  @Override
  public List<FieldError> validate(ApiObject role) {
    Problems problems = new Problems();
    JsonNode rules = role.at("rules");
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), "rules[" + i + "]", problems);
    }
    JsonNode selectors = role.at("aggregationRule", "clusterRoleSelectors");
    if (role.json().has("aggregationRule") && selectors.isEmpty()) {
      problems.required(
          "aggregationRule.clusterRoleSelectors",
          "at least one clusterRoleSelector required if" + " aggregationRule is non-nil");
    }
    for (int i = 0; i < selectors.size(); i++) {
      problems.selector(selectors.get(i), "aggregationRule.clusterRoleSelectors[" + i + "]");
    }
    return problems.list();
  }

  private void rule(JsonNode rule, String at, Problems problems) {
    if (rule.path("verbs").isEmpty()) {
      problems.required(at + ".verbs", "verbs must contain at least one value");
    }
    JsonNode paths = rule.path("nonResourceURLs");
    boolean resources = !rule.path("apiGroups").isEmpty() || !rule.path("resources").isEmpty();
    if (!paths.isEmpty()) {
      if (namespaced) {
        problems.invalid(
            at + ".nonResourceURLs", paths, "namespaced rules cannot apply to non-resource URLs");
      }
      if (resources || !rule.path("resourceNames").isEmpty()) {
        problems.invalid(
            at + ".nonResourceURLs",
            paths,
            "rules cannot apply to both regular resources and non-resource URLs");
      }
      return;
    }
    if (rule.path("apiGroups").isEmpty()) {
      problems.required(at + ".apiGroups", "resource rules must supply at least one api group");
    }
    if (rule.path("resources").isEmpty()) {
      problems.required(at + ".resources", "resource rules must supply at least one resource");
    }
  }
}
