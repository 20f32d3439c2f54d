package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ResourceQuotas: how much of something there may be in a namespace. */
final class QuotaStrategy extends SpecStrategy {
  /** Names that stand without a domain. */
  private static final Set<String> STANDARD =
      Set.of(
          "configmaps",
          "cpu",
          "ephemeral-storage",
          "limits.cpu",
          "limits.ephemeral-storage",
          "limits.memory",
          "memory",
          "persistentvolumeclaims",
          "pods",
          "replicationcontrollers",
          "requests.cpu",
          "requests.ephemeral-storage",
          "requests.memory",
          "requests.storage",
          "resourcequotas",
          "secrets",
          "services",
          "services.loadbalancers",
          "services.nodeports");

  QuotaStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject quota) {
    Problems problems = new Problems();
    for (Map.Entry<String, JsonNode> each : quota.at("spec", "hard").properties()) {
      String field = "spec.hard[" + each.getKey() + "]";
      for (String problem : resourceName(each.getKey())) {
        problems.invalid(field, TextNode.valueOf(each.getKey()), problem);
      }
      problems.notNegativeQuantity(each.getValue(), field);
    }
    JsonNode expressions = quota.at("spec", "scopeSelector", "matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      expression(expressions.get(i), "spec.scopeSelector.matchExpressions[" + i + "]", problems);
    }
    return problems.list();
  }

  private static void expression(JsonNode expression, String at, Problems problems) {
    boolean listed = List.of("In", "NotIn").contains(expression.path("operator").asText(""));
    if (listed == expression.path("values").isEmpty()) {
      if (listed) {
        problems.required(
            at + ".values",
            "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
      } else {
        problems.invalid(
            at + ".values",
            expression.path("values"),
            "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
      }
    }
  }

  static List<String> resourceName(String name) {
    List<String> problems = new ArrayList<>(Names.qualifiedName(name));
    if (problems.isEmpty() && !name.contains("/") && !STANDARD.contains(name)) {
      problems.add("must be a standard resource type or fully qualified");
    }
    return problems;
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject quota, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(quota.at("spec", "scopes"), old.at("spec", "scopes"), "spec.scopes");
    return problems.list();
  }
}
