package io.quarterdeck.controller.replicaset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.ownership.Claimer;
import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.OwnerReference;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what {@link ReplicaSetPlanner} decides, one Pod after the other: the first failure
 * ends the attempt, so that what is refused for all of them is asked once. An outcome that is
 * unknown changes nothing but the time of the next attempt, which uses the same names.
 */
public final class ReplicaSetController implements Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Claimer claimer;
  private final Clock clock;

  public ReplicaSetController(
      ObjectCache cache, Api api, EventRecorder events, Claimer claimer, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.claimer = claimer;
    this.clock = clock;
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.REPLICA_SETS, key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ApiObject replicaSet = found.get();
    Claimer.Result claimed =
        claimer.claim(replicaSet, LabelSelector.ofObject(replicaSet.at("spec", "selector")), cause);
    if (claimed.changed()) {
      return Outcome.DONE;
    }
    ReplicaSetPlan plan =
        ReplicaSetPlanner.plan(
            replicaSet,
            claimed.owned(),
            related(replicaSet, claimed.owned()),
            name -> cache.get(Resources.PODS, new ObjectKey(key.namespace(), name)).isPresent(),
            clock.instant());
    return apply(replicaSet, plan, cause);
  }

  private List<ApiObject> related(ApiObject replicaSet, List<ApiObject> owned) {
    Optional<OwnerReference> owner = replicaSet.controller();
    if (owner.isEmpty()) {
      return owned;
    }
    return cache.controlledBy(Resources.REPLICA_SETS, owner.get().uid()).stream()
        .flatMap(sibling -> cache.controlledBy(Resources.PODS, sibling.uid()).stream())
        .toList();
  }

  private Outcome apply(ApiObject replicaSet, ReplicaSetPlan plan, Cause cause) {
    boolean complete = true;
    try {
      for (ApiObject pod : plan.create()) {
        complete &= create(replicaSet, pod, cause);
      }
      for (ApiObject pod : plan.delete()) {
        delete(replicaSet, pod, cause);
      }
    } catch (ApiException e) {
      return failed(replicaSet, plan, e, cause);
    }
    write(replicaSet, plan.status(), cause);
    Optional<Duration> again = complete ? plan.again() : Optional.of(LOOK_AGAIN);
    return again.<Outcome>map(Outcome.Again::new).orElse(Outcome.DONE);
  }

  /**
   * False when the name is taken: by an earlier attempt whose answer was lost, or by a stranger.
   */
  private boolean create(ApiObject replicaSet, ApiObject pod, Cause cause) {
    try {
      api.create(Resources.PODS, pod, cause);
    } catch (ApiException e) {
      if (e.isAlreadyExists()) {
        return false;
      }
      throw e;
    }
    events.record(
        EventNote.normal(replicaSet, "SuccessfulCreate", "Created pod: " + pod.name()), cause);
    return true;
  }

  private void delete(ApiObject replicaSet, ApiObject pod, Cause cause) {
    try {
      api.delete(Resources.PODS, pod.key(), DeleteOptions.ofUid(pod.uid()), cause);
    } catch (ApiException e) {
      if (e.isConflict()) {
        // Another Pod has the name by now: this one is gone.
        return;
      }
      throw e;
    }
    events.record(
        EventNote.normal(replicaSet, "SuccessfulDelete", "Deleted pod: " + pod.name()), cause);
  }

  private Outcome failed(ApiObject replicaSet, ReplicaSetPlan plan, ApiException e, Cause cause) {
    String message = String.valueOf(e.getMessage());
    if (e.code() == 403 && message.contains("being terminated")) {
      return Outcome.DONE;
    }
    if (e.code() == 0 || e.code() >= 500 || e.code() == 429) {
      throw e;
    }
    boolean creating = plan.delete().isEmpty();
    events.record(
        EventNote.warning(
            replicaSet,
            creating ? "FailedCreate" : "FailedDelete",
            (creating ? "Error creating: " : "Error deleting: ") + message),
        cause);
    ObjectNode status =
        ReplicaSetPlanner.failed(
            ReplicaSetPlanner.stillFailing(replicaSet, plan.status()),
            creating,
            message,
            clock.instant());
    write(replicaSet, status, cause);
    throw e;
  }

  private void write(ApiObject replicaSet, ObjectNode status, Cause cause) {
    if (status.equals(replicaSet.at("status"))) {
      return;
    }
    ApiObject changed = replicaSet.copy();
    changed.json().set("status", status);
    api.updateStatus(Resources.REPLICA_SETS, changed, cause);
  }
}
