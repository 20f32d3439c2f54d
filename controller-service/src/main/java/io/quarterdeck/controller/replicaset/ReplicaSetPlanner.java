package io.quarterdeck.controller.replicaset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.meta.Times;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides how a ReplicaSet gets the number of Pods that it asks for. Pure. */
final class ReplicaSetPlanner {
  static final String FAILURE = "ReplicaFailure";

  /** More are not created or deleted at once; the rest follows. */
  static final int BURST = 500;

  private ReplicaSetPlanner() {}

  /**
   * @param owned every Pod that the ReplicaSet controls
   * @param related Pods of the same owner's ReplicaSets, these included
   * @param isTaken whether a Pod of this name is known
   */
  static ReplicaSetPlan plan(
      ApiObject replicaSet,
      List<ApiObject> owned,
      List<ApiObject> related,
      Predicate<String> isTaken,
      Instant now) {
    List<ApiObject> active = owned.stream().filter(Pods::isActive).toList();
    int surplus = active.size() - replicaSet.integer(1, "spec", "replicas");
    boolean leave = replicaSet.isBeingDeleted();
    List<ApiObject> create = List.of();
    List<ApiObject> delete = List.of();
    if (!leave && surplus < 0) {
      create = PodFactory.make(replicaSet, Math.min(-surplus, BURST), isTaken);
    } else if (!leave && surplus > 0) {
      delete =
          DeletionOrder.sorted(active, related, now).stream()
              .limit(Math.min(surplus, BURST))
              .toList();
    }
    return new ReplicaSetPlan(
        create, delete, status(replicaSet, active, now), nextAvailable(replicaSet, active, now));
  }

  /** The status of a set some of whose Pods could not be created or deleted. */
  static ObjectNode failed(ObjectNode status, boolean creating, String message, Instant now) {
    ObjectNode failed = status.deepCopy();
    if (Conditions.find(failed.path("conditions"), FAILURE).isEmpty()) {
      ArrayNode conditions = failed.withArrayProperty("conditions");
      conditions
          .addObject()
          .put("type", FAILURE)
          .put("status", "True")
          .put("lastTransitionTime", Times.seconds(now))
          .put("reason", creating ? "FailedCreate" : "FailedDelete")
          .put("message", message);
    }
    return failed;
  }

  /** The failure that the set showed already is kept as it was: repeating is no transition. */
  static ObjectNode stillFailing(ApiObject replicaSet, ObjectNode status) {
    ObjectNode kept = status.deepCopy();
    Conditions.find(replicaSet.at("status", "conditions"), FAILURE)
        .ifPresent(condition -> kept.withArrayProperty("conditions").add(condition));
    return kept;
  }

  private static ObjectNode status(ApiObject replicaSet, List<ApiObject> active, Instant now) {
    LabelSelector labelled =
        LabelSelector.ofMap(replicaSet.at("spec", "template", "metadata", "labels"));
    Duration minReady = minReady(replicaSet);
    ObjectNode status = Json.object().put("replicas", active.size());
    put(
        status,
        "fullyLabeledReplicas",
        active.stream().filter(pod -> labelled.matchesObject(pod.json())).count());
    put(status, "readyReplicas", active.stream().filter(Pods::isReady).count());
    put(
        status,
        "availableReplicas",
        active.stream().filter(pod -> Pods.isAvailable(pod, minReady, now)).count());
    status.set("observedGeneration", replicaSet.at("metadata", "generation"));
    ArrayNode others = Conditions.without(replicaSet.at("status", "conditions"), FAILURE);
    if (!others.isEmpty()) {
      status.set("conditions", others);
    }
    return status;
  }

  private static Optional<Duration> nextAvailable(
      ApiObject replicaSet, List<ApiObject> active, Instant now) {
    Duration minReady = minReady(replicaSet);
    return active.stream()
        .flatMap(pod -> Pods.readySince(pod).stream())
        .map(since -> Duration.between(now, since.plus(minReady)))
        .filter(Duration::isPositive)
        .min(Comparator.naturalOrder());
  }

  private static Duration minReady(ApiObject replicaSet) {
    return Duration.ofSeconds(replicaSet.integer(0, "spec", "minReadySeconds"));
  }

  private static void put(ObjectNode status, String field, long count) {
    if (count != 0) {
      status.put(field, (int) count);
    }
  }
}
