package io.quarterdeck.cloud.node;

import io.quarterdeck.cloud.Provider;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells nodes what their place knows of them, and lets Pods onto them once it has. The status comes
 * first: a node that takes Pods has its addresses.
 */
public final class NodeController implements Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final ObjectCache cache;
  private final Api api;
  private final Provider provider;

  public NodeController(ObjectCache cache, Api api, Provider provider) {
    this.cache = cache;
    this.api = api;
    this.provider = provider;
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> node = cache.get(Resources.NODES, key);
    if (node.isEmpty() || node.get().isBeingDeleted()) {
      return Outcome.DONE;
    }
    Optional<Provider.Instance> instance = provider.instance(node.get());
    if (instance.isEmpty()) {
      return new Outcome.Again(LOOK_AGAIN);
    }
    NodePlan plan = NodePlanner.plan(node.get(), instance.get());
    if (plan.status().isPresent()) {
      api.patchStatus(Resources.NODES, key, PatchType.MERGE, plan.status().get(), cause);
      // The other patch is of the version before; it follows when this one shows.
      return Outcome.DONE;
    }
    plan.object()
        .ifPresent(patch -> api.patch(Resources.NODES, key, PatchType.MERGE, patch, cause));
    return Outcome.DONE;
  }
}
