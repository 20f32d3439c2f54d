package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.ownership.Claimer;
import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what {@link DeploymentPlanner} decides. A ReplicaSet's name is a function of its
 * template, so that a creation whose answer was lost is simply found.
 */
public final class DeploymentController implements Reconciler {
  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Claimer claimer;
  private final Clock clock;

  public DeploymentController(
      ObjectCache cache, Api api, EventRecorder events, Claimer claimer, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.claimer = claimer;
    this.clock = clock;
  }

  /** The Deployment whose last old Pod may have gone: Recreate waits for that. */
  public Collection<ObjectKey> waitingFor(Optional<ApiObject> pod) {
    return pod
        .flatMap(ApiObject::controller)
        .filter(each -> each.kind().equals(Resources.REPLICA_SETS.kind()))
        .map(each -> new ObjectKey(pod.orElseThrow().namespace(), each.name()))
        .flatMap(key -> cache.get(Resources.REPLICA_SETS, key))
        .flatMap(
            replicaSet ->
                replicaSet
                    .controller()
                    .map(each -> new ObjectKey(replicaSet.namespace(), each.name())))
        .stream()
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.DEPLOYMENTS, key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ApiObject deployment = found.get();
    LabelSelector selector = LabelSelector.ofObject(deployment.at("spec", "selector"));
    if (selector.isEverything()) {
      events.record(
          EventNote.warning(
              deployment,
              "SelectingAll",
              "This deployment is selecting all pods. A non-empty selector is required."),
          cause);
      return Outcome.DONE;
    }
    Claimer.Result claimed = claimer.claim(deployment, selector, cause);
    if (claimed.changed()) {
      // The events of what was adopted or released bring the Deployment back.
      return Outcome.DONE;
    }
    List<ApiObject> pods =
        claimed.owned().stream()
            .flatMap(each -> cache.controlledBy(Resources.PODS, each.uid()).stream())
            .toList();
    return apply(
        deployment,
        DeploymentPlanner.plan(deployment, claimed.owned(), pods, clock.instant()),
        cause);
  }

  private Outcome apply(ApiObject deployment, DeploymentPlan plan, Cause cause) {
    if (plan.create().isPresent() && !create(deployment, plan.create().get(), cause)) {
      return Outcome.DONE;
    }
    for (DeploymentPlan.Change change : plan.change()) {
      api.update(Resources.REPLICA_SETS, change.replicaSet(), cause);
    }
    plan.events().forEach(event -> events.record(event, cause));
    for (ApiObject old : plan.delete()) {
      api.delete(
          Resources.REPLICA_SETS,
          old.key(),
          new DeleteOptions(old.uid(), old.resourceVersion(), null, "Background"),
          cause);
    }
    ApiObject current = deployment;
    if (plan.revision().isPresent()) {
      current = annotate(deployment, plan.revision().get(), cause);
    }
    if (plan.status().isPresent()) {
      write(current, plan.status().get(), cause);
    }
    return plan.again().<Outcome>map(Outcome.Again::new).orElse(Outcome.DONE);
  }

  private boolean create(ApiObject deployment, ApiObject replicaSet, Cause cause) {
    try {
      api.create(Resources.REPLICA_SETS, replicaSet, cause);
      return true;
    } catch (ApiException e) {
      if (e.isAlreadyExists()) {
        return resolveCollision(deployment, replicaSet, cause);
      }
      if (e.code() == 0 || e.code() >= 500 || isNamespaceTerminating(e)) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      events.record(
          EventNote.warning(
              deployment,
              "ReplicaSetCreateError",
              DeploymentPlanner.createMessage(replicaSet.name(), message)),
          cause);
      write(
          deployment,
          DeploymentPlanner.createFailed(deployment, replicaSet.name(), message, clock.instant()),
          cause);
      throw e;
    }
  }

  private static boolean isNamespaceTerminating(ApiException e) {
    return e.code() == 403 && String.valueOf(e.getMessage()).contains("being terminated");
  }

  /** Ours already, when an earlier answer got lost; else the name is taken and another is due. */
  private boolean resolveCollision(ApiObject deployment, ApiObject replicaSet, Cause cause) {
    Optional<ApiObject> live = api.get(Resources.REPLICA_SETS, replicaSet.key());
    boolean ours =
        live.filter(
                each ->
                    each.controller().filter(o -> o.uid().equals(deployment.uid())).isPresent()
                        && RevisionPlanner.sameTemplate(deployment, each))
            .isPresent();
    if (!ours && live.isPresent()) {
      write(deployment, DeploymentPlanner.collided(deployment), cause);
    }
    return false;
  }

  private ApiObject annotate(ApiObject deployment, String revision, Cause cause) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", deployment.resourceVersion());
    metadata.putObject("annotations").put(Revision.REVISION, revision);
    return api.patch(Resources.DEPLOYMENTS, deployment.key(), PatchType.MERGE, patch, cause);
  }

  private void write(ApiObject deployment, ObjectNode status, Cause cause) {
    ApiObject changed = deployment.copy();
    changed.json().set("status", status);
    api.updateStatus(Resources.DEPLOYMENTS, changed, cause);
  }
}
