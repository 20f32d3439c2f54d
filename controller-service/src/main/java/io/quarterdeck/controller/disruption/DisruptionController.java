package io.quarterdeck.controller.disruption;

import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.OwnerReference;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps what each PodDisruptionBudget says about the pods that it covers. */
public final class DisruptionController implements Reconciler {
  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Clock clock;

  public DisruptionController(ObjectCache cache, Api api, EventRecorder events, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.clock = clock;
  }

  /** The budgets that cover a pod, as it was or as it is. */
  public Collection<ObjectKey> covering(Optional<ApiObject> before, Optional<ApiObject> after) {
    return Stream.of(before, after)
        .flatMap(Optional::stream)
        .flatMap(pod -> budgets(pod).filter(budget -> selector(budget).matchesObject(pod.json())))
        .map(ApiObject::key)
        .distinct()
        .toList();
  }

  /** The budgets that something that has replicas may be about: how many pods it wants counts. */
  public Collection<ObjectKey> near(ApiObject scaled) {
    return budgets(scaled).map(ApiObject::key).toList();
  }

  private Stream<ApiObject> budgets(ApiObject near) {
    return cache.list(Resources.DISRUPTION_BUDGETS, near.namespace()).stream();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.DISRUPTION_BUDGETS, key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ApiObject budget = found.get();
    LabelSelector selector = selector(budget);
    List<ApiObject> pods =
        cache.list(Resources.PODS, key.namespace()).stream()
            .filter(pod -> selector.matchesObject(pod.json()))
            .toList();
    BudgetPlan plan =
        BudgetPlanner.plan(
            budget, pods, controller -> scale(key.namespace(), controller), clock.instant());
    plan.unknown()
        .ifPresent(why -> events.record(EventNote.warning(budget, "NoControllers", why), cause));
    if (!plan.status().equals(budget.at("status"))) {
      ApiObject changed = budget.copy();
      changed.json().set("status", plan.status());
      api.updateStatus(Resources.DISRUPTION_BUDGETS, changed, cause);
    }
    return plan.again().<Outcome>map(Outcome.Again::new).orElse(Outcome.DONE);
  }

  private static LabelSelector selector(ApiObject budget) {
    return LabelSelector.ofObject(budget.at("spec", "selector"));
  }

  private Optional<Expected.Scale> scale(String namespace, OwnerReference controller) {
    return owner(Resources.REPLICA_SETS, namespace, controller)
        .map(set -> deployment(set).orElse(set))
        .map(kept -> new Expected.Scale(kept.uid(), kept.integer(1, "spec", "replicas")));
  }

  /** Of a ReplicaSet that a Deployment has, the Deployment says how many: it has several. */
  private Optional<ApiObject> deployment(ApiObject replicaSet) {
    return replicaSet
        .controller()
        .flatMap(owner -> owner(Resources.DEPLOYMENTS, replicaSet.namespace(), owner));
  }

  private Optional<ApiObject> owner(ResourceType type, String namespace, OwnerReference owner) {
    return cache
        .get(type, new ObjectKey(namespace, owner.name()))
        .filter(each -> each.uid().equals(owner.uid()));
  }
}
