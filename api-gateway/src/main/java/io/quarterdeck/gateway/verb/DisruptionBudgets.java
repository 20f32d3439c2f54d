package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.selector.LabelSelector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides whether the disruption budgets let a pod be evicted, and what that costs them. Pure. */
final class DisruptionBudgets {
  /** More evictions than this await the controller: something is wrong with it. */
  private static final int UNCONFIRMED_MAX = 2_000;

  private static final int PROCESSING_SECONDS = 10;
  private static final Set<String> SERVES_NOBODY = Set.of("Pending", "Succeeded", "Failed");

  private DisruptionBudgets() {}

  /**
   * The budget as the eviction leaves it; empty where none is touched.
   *
   * @param budgets those of the pod's namespace
   */
  static Optional<ApiObject> spend(ApiObject pod, List<ApiObject> budgets, Instant now) {
    if (pod.isBeingDeleted() || SERVES_NOBODY.contains(pod.text("status", "phase"))) {
      return Optional.empty();
    }
    List<ApiObject> its = budgets.stream().filter(each -> covers(each, pod)).toList();
    if (its.size() > 1) {
      throw Failures.severalBudgets();
    }
    return its.stream()
        .findFirst()
        .filter(budget -> isReady(pod) || !mayGoUnready(budget))
        .map(budget -> spent(budget, pod, now));
  }

  private static boolean covers(ApiObject budget, ApiObject pod) {
    return LabelSelector.ofObject(budget.at("spec", "selector"))
        .matches(pod.at("metadata", "labels"));
  }

  private static boolean isReady(ApiObject pod) {
    for (JsonNode each : pod.at("status", "conditions")) {
      if (each.path("type").asText().equals("Ready")) {
        return each.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** A pod that does not serve costs nothing, as long as enough others do. */
  private static boolean mayGoUnready(ApiObject budget) {
    int desired = budget.integer(0, "status", "desiredHealthy");
    return budget.text("spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow")
        || (desired > 0 && budget.integer(0, "status", "currentHealthy") >= desired);
  }

  private static ApiObject spent(ApiObject budget, ApiObject pod, Instant now) {
    long observed = budget.at("status", "observedGeneration").asLong();
    if (observed < budget.generation()) {
      throw Failures.budgetExhausted(
          "The disruption budget " + budget.name() + " is still being processed by the server.",
          PROCESSING_SECONDS);
    }
    int allowed = budget.integer(0, "status", "disruptionsAllowed");
    if (allowed < 0) {
      throw Failures.forbidden(
          Resources.DISRUPTION_BUDGETS, budget.name(), "pdb disruptions allowed is negative");
    }
    if (budget.at("status", "disruptedPods").size() > UNCONFIRMED_MAX) {
      throw Failures.forbidden(
          Resources.DISRUPTION_BUDGETS,
          budget.name(),
          "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
    }
    if (allowed == 0) {
      throw Failures.budgetExhausted(
          "The disruption budget %s needs %d healthy pods and has %d currently"
              .formatted(
                  budget.name(),
                  budget.integer(0, "status", "desiredHealthy"),
                  budget.integer(0, "status", "currentHealthy")),
          0);
    }
    return less(budget, allowed - 1, pod.name(), now);
  }

  /** The controller finds the pod here, and does not count it before it sees it go. */
  private static ApiObject less(ApiObject budget, int allowed, String pod, Instant now) {
    ApiObject next = budget.copy();
    ObjectNode status = next.json().withObject("/status");
    status.put("disruptionsAllowed", allowed);
    status.withObject("/disruptedPods").put(pod, Metadata.time(now));
    if (allowed == 0) {
      insufficient(status.withArray("/conditions"), budget.generation(), now);
    }
    return next;
  }

  private static void insufficient(ArrayNode conditions, long generation, Instant now) {
    String since = Metadata.time(now);
    for (int i = conditions.size() - 1; i >= 0; i--) {
      JsonNode each = conditions.get(i);
      if (each.path("type").asText().equals("DisruptionAllowed")) {
        if (each.path("status").asText().equals("False")) {
          since = each.path("lastTransitionTime").asText(since);
        }
        conditions.remove(i);
      }
    }
    conditions
        .addObject()
        .put("type", "DisruptionAllowed")
        .put("status", "False")
        .put("observedGeneration", generation)
        .put("lastTransitionTime", since)
        .put("reason", "InsufficientPods")
        .put("message", "");
  }
}
