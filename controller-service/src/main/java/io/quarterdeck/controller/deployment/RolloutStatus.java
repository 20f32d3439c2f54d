package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.meta.Times;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of a Deployment. {@code kubectl rollout status} reads the counts, the observed
 * generation and the reason of Progressing. Pure.
 */
final class RolloutStatus {
  static final String PROGRESSING = "Progressing";
  static final String TIMED_OUT = "ProgressDeadlineExceeded";
  static final String COMPLETE = "NewReplicaSetAvailable";
  private static final String AVAILABLE = "Available";
  private static final String FAILURE = "ReplicaFailure";

  private RolloutStatus() {}

  /** Counts and availability, without a word on progress. */
  static ObjectNode counted(ApiObject deployment, Rollout rollout, ArrayNode before, Instant now) {
    ObjectNode status = Json.object();
    status.set("observedGeneration", deployment.at("metadata", "generation"));
    int available = rollout.available();
    int updated = rollout.current().map(Revision::actual).orElse(0);
    put(status, "replicas", rollout.all().stream().mapToInt(Revision::actual).sum());
    put(status, "updatedReplicas", updated);
    put(status, "readyReplicas", rollout.all().stream().mapToInt(Revision::ready).sum());
    put(status, "availableReplicas", available);
    put(status, "unavailableReplicas", Math.max(0, rollout.desired() - available));
    JsonNode collisions = deployment.at("status", "collisionCount");
    if (collisions.isNumber()) {
      status.set("collisionCount", collisions);
    }
    boolean enough = available >= rollout.spec.minAvailable();
    ArrayNode conditions =
        enough
            ? set(
                before,
                AVAILABLE,
                "True",
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.",
                now)
            : set(
                before,
                AVAILABLE,
                "False",
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.",
                now);
    status.set("conditions", conditions);
    return status;
  }

  /** As {@link #counted}, and how the roll-out gets on. */
  static ObjectNode progressed(
      ApiObject deployment, Rollout rollout, ArrayNode before, Instant now) {
    ObjectNode status = counted(deployment, rollout, before, now);
    ArrayNode conditions = (ArrayNode) status.path("conditions");
    if (rollout.spec.progressDeadline().isEmpty()) {
      conditions = Conditions.without(conditions, PROGRESSING);
    } else if (!wasComplete(status, before)) {
      conditions = progress(deployment, rollout, status, conditions, now);
    }
    status.set("conditions", failures(rollout, conditions));
    return status;
  }

  /** How long until the deadline of the roll-out; empty when it has none left to miss. */
  static Optional<Duration> untilDeadline(DeploymentSpec spec, ObjectNode status, Instant now) {
    Optional<JsonNode> condition = Conditions.find(status.path("conditions"), PROGRESSING);
    if (spec.progressDeadline().isEmpty() || condition.isEmpty()) {
      return Optional.empty();
    }
    String reason = Conditions.text(condition.get(), "reason");
    if (reason.equals(TIMED_OUT) || reason.equals(COMPLETE)) {
      return Optional.empty();
    }
    Instant deadline = lastUpdate(condition.get()).plus(spec.progressDeadline().get());
    Duration left = Duration.between(now, deadline);
    // A second more: what is compared later was written in whole seconds.
    return Optional.of((left.isNegative() ? Duration.ZERO : left).plusSeconds(1));
  }

  /** A list in which this condition stands anew, unless it says the same already. */
  static ArrayNode set(
      JsonNode conditions, String type, String status, String reason, String text, Instant now) {
    Optional<JsonNode> current = Conditions.find(conditions, type);
    if (current.isPresent()
        && Conditions.text(current.get(), "status").equals(status)
        && Conditions.text(current.get(), "reason").equals(reason)) {
      return (ArrayNode) conditions.deepCopy();
    }
    return replace(conditions, type, status, reason, text, now);
  }

  private static ArrayNode replace(
      JsonNode conditions, String type, String status, String reason, String text, Instant now) {
    String since =
        Conditions.find(conditions, type)
            .filter(each -> Conditions.text(each, "status").equals(status))
            .map(each -> Conditions.text(each, "lastTransitionTime"))
            .orElse(Times.seconds(now));
    ObjectNode condition =
        Json.object()
            .put("type", type)
            .put("status", status)
            .put("lastUpdateTime", Times.seconds(now))
            .put("lastTransitionTime", since)
            .put("reason", reason)
            .put("message", text);
    return Conditions.replaced(conditions, type, condition);
  }

  private static ArrayNode progress(
      ApiObject deployment, Rollout rollout, ObjectNode status, ArrayNode before, Instant now) {
    String subject =
        rollout
            .current()
            .map(each -> "ReplicaSet \"" + each.name() + "\"")
            .orElse("Deployment \"" + deployment.name() + "\"");
    if (isComplete(rollout.spec, status)) {
      return set(
          before, PROGRESSING, "True", COMPLETE, subject + " has successfully progressed.", now);
    }
    if (hasProgressed(deployment, status)) {
      return replace(
          before, PROGRESSING, "True", "ReplicaSetUpdated", subject + " is progressing.", now);
    }
    if (hasTimedOut(rollout.spec, before, now)) {
      return set(
          before, PROGRESSING, "False", TIMED_OUT, subject + " has timed out progressing.", now);
    }
    return before;
  }

  static boolean isComplete(DeploymentSpec spec, ObjectNode status) {
    return count(status, "updatedReplicas") == spec.replicas()
        && count(status, "replicas") == spec.replicas()
        && count(status, "availableReplicas") == spec.replicas();
  }

  /** Once complete it stays so, whatever happens to single Pods, until the next roll-out. */
  private static boolean wasComplete(ObjectNode status, ArrayNode before) {
    return count(status, "replicas") == count(status, "updatedReplicas")
        && Conditions.find(before, PROGRESSING)
            .filter(each -> Conditions.text(each, "reason").equals(COMPLETE))
            .isPresent();
  }

  private static boolean hasProgressed(ApiObject deployment, ObjectNode status) {
    JsonNode before = deployment.at("status");
    int oldNow = count(status, "replicas") - count(status, "updatedReplicas");
    int oldBefore = count(before, "replicas") - count(before, "updatedReplicas");
    return count(status, "updatedReplicas") > count(before, "updatedReplicas")
        || oldNow < oldBefore
        || count(status, "readyReplicas") > count(before, "readyReplicas")
        || count(status, "availableReplicas") > count(before, "availableReplicas");
  }

  private static boolean hasTimedOut(DeploymentSpec spec, ArrayNode conditions, Instant now) {
    Optional<JsonNode> condition = Conditions.find(conditions, PROGRESSING);
    if (condition.isEmpty() || spec.progressDeadline().isEmpty()) {
      return false;
    }
    return switch (Conditions.text(condition.get(), "reason")) {
      case COMPLETE -> false;
      case TIMED_OUT -> true;
      default -> lastUpdate(condition.get()).plus(spec.progressDeadline().get()).isBefore(now);
    };
  }

  /** The first failure of a ReplicaSet is the Deployment's; the current one's counts most. */
  private static ArrayNode failures(Rollout rollout, ArrayNode conditions) {
    Optional<JsonNode> failure = rollout.current().flatMap(RolloutStatus::failure);
    List<Revision> all = rollout.all();
    for (int i = 0; failure.isEmpty() && i < all.size(); i++) {
      failure = failure(all.get(i));
    }
    if (failure.isEmpty()) {
      return Conditions.without(conditions, FAILURE);
    }
    JsonNode found = failure.get();
    String since = Conditions.text(found, "lastTransitionTime");
    ObjectNode condition =
        Json.object()
            .put("type", FAILURE)
            .put("status", Conditions.text(found, "status"))
            .put("lastUpdateTime", since)
            .put("lastTransitionTime", since)
            .put("reason", Conditions.text(found, "reason"))
            .put("message", Conditions.text(found, "message"));
    return Conditions.replaced(conditions, FAILURE, condition);
  }

  private static Optional<JsonNode> failure(Revision revision) {
    return Conditions.find(revision.object().at("status", "conditions"), FAILURE);
  }

  private static Instant lastUpdate(JsonNode condition) {
    String updated = Conditions.text(condition, "lastUpdateTime");
    return Instant.parse(
        updated.isEmpty() ? Conditions.text(condition, "lastTransitionTime") : updated);
  }

  private static int count(JsonNode status, String field) {
    return status.path(field).asInt(0);
  }

  /** The API leaves counts of nothing out. */
  private static void put(ObjectNode status, String field, int count) {
    if (count != 0) {
      status.put(field, count);
    }
  }
}
