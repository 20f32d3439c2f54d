package io.quarterdeck.controller.disruption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.OwnerReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides how many of the pods of a budget may be evicted now. Pods that were evicted and have not
 * been seen to go count as gone already, for a while. Pure.
 */
final class BudgetPlanner {
  private static final String ALLOWED = "DisruptionAllowed";
  private static final Duration GOES_WITHIN = Duration.ofMinutes(2);

  private BudgetPlanner() {}

  /**
   * @param pods those that the budget covers
   * @param scale what the controller of a pod is to keep, by its reference
   */
  static BudgetPlan plan(
      ApiObject budget,
      List<ApiObject> pods,
      Function<OwnerReference, Optional<Expected.Scale>> scale,
      Instant now) {
    Expected expected = Expected.of(budget, pods, scale);
    if (expected.unknown().isPresent()) {
      return new BudgetPlan(
          failed(budget, expected.unknown().get(), now), Optional.empty(), expected.unknown());
    }
    Map<String, Instant> evicted = evicted(budget, pods, now);
    int healthy =
        (int)
            pods.stream()
                .filter(Predicate.not(ApiObject::isBeingDeleted))
                .filter(pod -> !evicted.containsKey(pod.name()))
                .filter(Pods::isReady)
                .count();
    int allowed = expected.pods() == 0 ? 0 : Math.max(0, healthy - expected.healthy());
    return new BudgetPlan(
        status(budget, expected, healthy, allowed, evicted, now),
        evicted.values().stream()
            .min(Instant::compareTo)
            .map(first -> Duration.between(now, first.plus(GOES_WITHIN))),
        Optional.empty());
  }

  /** Those that are still to go; one that does not go in time was not evicted after all. */
  private static Map<String, Instant> evicted(ApiObject budget, List<ApiObject> pods, Instant now) {
    Map<String, ApiObject> byName =
        pods.stream().collect(Collectors.toMap(ApiObject::name, Function.identity()));
    Map<String, Instant> evicted = new TreeMap<>();
    budget
        .at("status", "disruptedPods")
        .properties()
        .forEach(
            each -> {
              ApiObject pod = byName.get(each.getKey());
              Instant since = Instant.parse(each.getValue().asText());
              if (pod != null && !pod.isBeingDeleted() && since.plus(GOES_WITHIN).isAfter(now)) {
                evicted.put(each.getKey(), since);
              }
            });
    return evicted;
  }

  private static ObjectNode status(
      ApiObject budget,
      Expected expected,
      int healthy,
      int allowed,
      Map<String, Instant> evicted,
      Instant now) {
    ObjectNode status = Json.object();
    status.put("observedGeneration", budget.generation());
    if (!evicted.isEmpty()) {
      ObjectNode pods = status.putObject("disruptedPods");
      evicted.forEach((name, since) -> pods.put(name, since.toString()));
    }
    status
        .put("disruptionsAllowed", allowed)
        .put("currentHealthy", healthy)
        .put("desiredHealthy", expected.healthy())
        .put("expectedPods", expected.pods());
    return condition(
        status,
        budget,
        allowed > 0 ? "True" : "False",
        allowed > 0 ? "SufficientPods" : "InsufficientPods",
        "",
        now);
  }

  /** Nothing is allowed as long as it is not known what there should be. */
  private static ObjectNode failed(ApiObject budget, String why, Instant now) {
    ObjectNode status = budget.copy().json().withObject("/status");
    status.put("disruptionsAllowed", 0);
    return condition(status, budget, "False", "SyncFailed", why, now);
  }

  private static ObjectNode condition(
      ObjectNode status,
      ApiObject budget,
      String allowed,
      String reason,
      String message,
      Instant now) {
    var conditions =
        Conditions.with(budget.at("status", "conditions"), ALLOWED, allowed, reason, message, now);
    Conditions.find(conditions, ALLOWED)
        .ifPresent(
            condition -> ((ObjectNode) condition).put("observedGeneration", budget.generation()));
    status.set("conditions", conditions);
    return status;
  }
}
