package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.role.event.EventNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what is to happen for a Deployment. One plan is one step; the next follows when the
 * outcome of this one shows. Pure.
 */
final class DeploymentPlanner {
  private final ApiObject deployment;
  private final DeploymentSpec spec;
  private final List<ApiObject> pods;
  private final Instant now;
  private final Rollout rollout;
  private final long revision;
  private Optional<ApiObject> created = Optional.empty();
  private ArrayNode conditions;

  private DeploymentPlanner(
      ApiObject deployment, List<ApiObject> replicaSets, List<ApiObject> pods, Instant now) {
    this.deployment = deployment;
    this.spec = DeploymentSpec.of(deployment);
    this.pods = pods;
    this.now = now;
    Optional<ApiObject> current = RevisionPlanner.current(deployment, replicaSets);
    this.rollout = new Rollout(spec, replicaSets, current);
    this.revision = rollout.old().stream().mapToLong(Revision::number).max().orElse(0) + 1;
    this.conditions = Json.MAPPER.createArrayNode();
    deployment.at("status", "conditions").forEach(conditions::add);
  }

  /**
   * @param replicaSets those that the Deployment controls
   * @param pods those of its ReplicaSets; only Recreate looks at them
   */
  static DeploymentPlan plan(
      ApiObject deployment, List<ApiObject> replicaSets, List<ApiObject> pods, Instant now) {
    return new DeploymentPlanner(deployment, replicaSets, pods, now).plan();
  }

  /** The status of a Deployment whose new ReplicaSet could not be created. */
  static ObjectNode createFailed(
      ApiObject deployment, String replicaSet, String message, Instant now) {
    ObjectNode status = status(deployment);
    status.set("observedGeneration", deployment.at("metadata", "generation"));
    status.set(
        "conditions",
        RolloutStatus.set(
            deployment.at("status", "conditions").isArray()
                ? deployment.at("status", "conditions")
                : Json.MAPPER.createArrayNode(),
            RolloutStatus.PROGRESSING,
            "False",
            "ReplicaSetCreateError",
            createMessage(replicaSet, message),
            now));
    return status;
  }

  static String createMessage(String replicaSet, String message) {
    return "Failed to create new replica set \"" + replicaSet + "\": " + message;
  }

  /** The status after a ReplicaSet's name turned out to be another template's. */
  static ObjectNode collided(ApiObject deployment) {
    ObjectNode status = status(deployment);
    return status.put("collisionCount", status.path("collisionCount").asInt(0) + 1);
  }

  private static ObjectNode status(ApiObject deployment) {
    return deployment.at("status") instanceof ObjectNode found ? found.deepCopy() : Json.object();
  }

  private DeploymentPlan plan() {
    if (deployment.isBeingDeleted()) {
      return finished(RolloutStatus.counted(deployment, rollout, conditions, now), List.of());
    }
    notePause();
    if (spec.paused() || Scaling.isDue(rollout)) {
      refreshCurrent();
      Scaling.scale(rollout, deployment.integer(0, "status", "replicas"));
      return finished(
          RolloutStatus.counted(deployment, rollout, conditions, now),
          spec.paused() ? beyondHistory() : List.of());
    }
    if (spec.rolling()) {
      roll();
    } else {
      recreate();
    }
    ObjectNode status = RolloutStatus.progressed(deployment, rollout, conditions, now);
    boolean complete = RolloutStatus.isComplete(spec, currentCounts());
    return finished(status, complete ? beyondHistory() : List.of());
  }

  private void roll() {
    boolean existed = rollout.current().isPresent();
    refreshOrCreate();
    if (existed) {
      rollout.current().ifPresent(current -> RollingUpdate.step(rollout, current));
    }
  }

  private void recreate() {
    refreshCurrent();
    List<Revision> active = rollout.old().stream().filter(Revision::isActive).toList();
    if (!active.isEmpty()) {
      active.forEach(each -> rollout.scale(each, 0));
      return;
    }
    if (oldPodsRun()) {
      return;
    }
    refreshOrCreate();
    rollout
        .current()
        .filter(current -> created.isEmpty() && current.desired() != spec.replicas())
        .ifPresent(current -> rollout.scale(current, spec.replicas()));
  }

  private boolean oldPodsRun() {
    if (rollout.old().stream().anyMatch(each -> each.actual() > 0)) {
      return true;
    }
    String current = rollout.current().map(each -> each.object().uid()).orElse("");
    return pods.stream()
        .filter(pod -> !Pods.isTerminal(pod))
        .anyMatch(pod -> pod.controller().filter(each -> each.uid().equals(current)).isEmpty());
  }

  private void refreshOrCreate() {
    if (rollout.current().isPresent()) {
      refreshCurrent();
      return;
    }
    ApiObject made = RevisionPlanner.make(deployment, spec, revision);
    rollout.create(made);
    rollout
        .current()
        .ifPresent(current -> rollout.scale(current, RollingUpdate.sizeOfNew(rollout, current)));
    created = rollout.current().map(Revision::object);
    if (spec.progressDeadline().isPresent()) {
      progressing(
          "True", "NewReplicaSetCreated", "Created new replica set \"" + made.name() + "\"");
    }
  }

  private void refreshCurrent() {
    rollout
        .current()
        .ifPresent(
            current -> {
              rollout.put(
                  current.with(
                      RevisionPlanner.refreshed(deployment, current.object(), spec, revision)));
              if (spec.progressDeadline().isPresent()
                  && Conditions.find(conditions, RolloutStatus.PROGRESSING).isEmpty()) {
                progressing(
                    "True",
                    "FoundNewReplicaSet",
                    "Found new replica set \"" + current.name() + "\"");
              }
            });
  }

  /** While paused the deadline does not run: the condition says so and begins anew on resuming. */
  private void notePause() {
    if (spec.progressDeadline().isEmpty()) {
      return;
    }
    String reason =
        Conditions.find(conditions, RolloutStatus.PROGRESSING)
            .map(each -> Conditions.text(each, "reason"))
            .orElse("");
    if (reason.equals(RolloutStatus.TIMED_OUT)) {
      return;
    }
    boolean noted = reason.equals("DeploymentPaused");
    if (spec.paused() && !noted) {
      progressing("Unknown", "DeploymentPaused", "Deployment is paused");
    } else if (!spec.paused() && noted) {
      progressing("Unknown", "DeploymentResumed", "Deployment is resumed");
    }
  }

  private void progressing(String status, String reason, String message) {
    conditions =
        RolloutStatus.set(conditions, RolloutStatus.PROGRESSING, status, reason, message, now);
  }

  /** Completion as the last written status shows it. */
  private ObjectNode currentCounts() {
    boolean observed =
        deployment.at("status", "observedGeneration").asLong() >= deployment.generation();
    return observed ? status(deployment) : Json.object().put("replicas", -1);
  }

  private List<ApiObject> beyondHistory() {
    List<Revision> old =
        rollout.old().stream().filter(each -> !each.object().isBeingDeleted()).toList();
    int surplus = old.size() - spec.revisionHistoryLimit();
    if (surplus <= 0) {
      return List.of();
    }
    return old.stream()
        .sorted(Comparator.comparingLong(Revision::number))
        .limit(surplus)
        .filter(each -> each.desired() == 0 && each.actual() == 0)
        .map(Revision::object)
        .filter(each -> each.generation() <= each.at("status", "observedGeneration").asLong())
        .toList();
  }

  private DeploymentPlan finished(ObjectNode status, List<ApiObject> delete) {
    List<DeploymentPlan.Change> changes = rollout.changes();
    List<EventNote> events = new ArrayList<>();
    created
        .filter(made -> made.integer(0, "spec", "replicas") > 0)
        .ifPresent(made -> events.add(scaled(made.name(), 0, made.integer(0, "spec", "replicas"))));
    changes.stream()
        .filter(each -> each.from() != each.to())
        .forEach(each -> events.add(scaled(each.replicaSet().name(), each.from(), each.to())));
    Optional<String> number =
        rollout
            .current()
            .map(each -> each.object().annotations().getOrDefault(Revision.REVISION, ""))
            .filter(each -> !each.isEmpty() && !deployment.isBeingDeleted())
            .filter(each -> !each.equals(deployment.annotations().get(Revision.REVISION)));
    Optional<Duration> again =
        spec.paused() ? Optional.empty() : RolloutStatus.untilDeadline(spec, status, now);
    return new DeploymentPlan(
        created,
        changes,
        delete,
        number,
        status.equals(deployment.at("status")) ? Optional.empty() : Optional.of(status),
        List.copyOf(events),
        again);
  }

  private EventNote scaled(String replicaSet, int from, int to) {
    String direction = to > from ? "up" : "down";
    return EventNote.normal(
        deployment,
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d".formatted(direction, replicaSet, from, to));
  }
}
