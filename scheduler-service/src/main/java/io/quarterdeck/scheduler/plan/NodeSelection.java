package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a pod's node selector and node affinity select a node. */
public final class NodeSelection {
  private NodeSelection() {}

  public static boolean matches(ApiObject pod, ApiObject node) {
    for (Map.Entry<String, JsonNode> label : pod.at("spec", "nodeSelector").properties()) {
      if (!label.getValue().asText().equals(node.labels().get(label.getKey()))) {
        return false;
      }
    }
    JsonNode required =
        pod.at(
            "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    return required.isMissingNode() || anyTerm(required.path("nodeSelectorTerms"), node);
  }

  /** The weights of the preferred terms that select the node. */
  public static long preference(ApiObject pod, ApiObject node) {
    long weight = 0;
    for (JsonNode preferred :
        pod.at(
            "spec",
            "affinity",
            "nodeAffinity",
            "preferredDuringSchedulingIgnoredDuringExecution")) {
      if (term(preferred.path("preference"), node)) {
        weight += preferred.path("weight").asLong();
      }
    }
    return weight;
  }

  private static boolean anyTerm(JsonNode terms, ApiObject node) {
    for (JsonNode term : terms) {
      if (term(term, node)) {
        return true;
      }
    }
    return false;
  }

  /** An empty term selects nothing. */
  private static boolean term(JsonNode term, ApiObject node) {
    JsonNode expressions = term.path("matchExpressions");
    JsonNode fields = term.path("matchFields");
    if (expressions.isEmpty() && fields.isEmpty()) {
      return false;
    }
    for (JsonNode expression : expressions) {
      String value = node.labels().get(expression.path("key").asText());
      if (!holds(expression, value)) {
        return false;
      }
    }
    for (JsonNode field : fields) {
      boolean known = field.path("key").asText().equals("metadata.name");
      if (!known || !holds(field, node.name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonNode expression, @Nullable String value) {
    return switch (expression.path("operator").asText()) {
      case "In" -> value != null && lists(expression, value);
      case "NotIn" -> value == null || !lists(expression, value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && compare(value, expression) > 0;
      case "Lt" -> value != null && compare(value, expression) < 0;
      default -> false;
    };
  }

  private static boolean lists(JsonNode expression, String value) {
    for (JsonNode each : expression.path("values")) {
      if (each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Neither greater nor less than what is no number. */
  private static int compare(String value, JsonNode expression) {
    try {
      return Long.compare(
          Long.parseLong(value), Long.parseLong(expression.path("values").path(0).asText()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
