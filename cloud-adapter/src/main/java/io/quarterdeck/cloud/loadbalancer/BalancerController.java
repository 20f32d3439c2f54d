package io.quarterdeck.cloud.loadbalancer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.cloud.Provider;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Gives Services of type LoadBalancer their addresses. Works on one Service at a time, because they
 * share what addresses there are.
 */
public final class BalancerController implements Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Provider provider;

  public BalancerController(ObjectCache cache, Api api, EventRecorder events, Provider provider) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.provider = provider;
  }

  /** The Services that a change of a node's addresses may concern. */
  public Collection<ObjectKey> dependingOn(
      Optional<ApiObject> nodeBefore, Optional<ApiObject> nodeAfter) {
    boolean same =
        nodeBefore
            .map(each -> each.at("status", "addresses"))
            .equals(nodeAfter.map(each -> each.at("status", "addresses")));
    return same
        ? List.of()
        : cache.list(Resources.SERVICES, "").stream()
            .filter(each -> each.text("spec", "type").equals("LoadBalancer"))
            .map(ApiObject::key)
            .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.SERVICES, key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ApiObject service = found.get();
    return switch (BalancerPlanner.plan(service)) {
      case BalancerPlan.Nothing _ -> Outcome.DONE;
      case BalancerPlan.AddFinalizer _ -> {
        patch(service, BalancerPlanner.addFinalizer(service), cause);
        yield Outcome.DONE;
      }
      case BalancerPlan.Ensure _ -> ensure(service, cause);
      case BalancerPlan.CleanUp _ -> cleanUp(service, cause);
    };
  }

  private Outcome ensure(ApiObject service, Cause cause) {
    List<ApiObject> services = cache.list(Resources.SERVICES, "");
    List<ApiObject> nodes = cache.list(Resources.NODES, "");
    return switch (provider.ensureLoadBalancer(service, services, nodes)) {
      case Provider.LoadBalancer.Ready ready -> {
        Optional<ObjectNode> patch = BalancerPlanner.statusPatch(service, ready.addresses());
        if (patch.isPresent()) {
          say(EventNote.normal(service, "EnsuringLoadBalancer", "Ensuring load balancer"), cause);
          patchStatus(service, patch.get(), cause);
          say(EventNote.normal(service, "EnsuredLoadBalancer", "Ensured load balancer"), cause);
        }
        yield Outcome.DONE;
      }
      case Provider.LoadBalancer.Unavailable unavailable -> {
        BalancerPlanner.statusPatch(service, List.of())
            .filter(_ -> !service.at("status", "loadBalancer", "ingress").isEmpty())
            .ifPresent(patch -> patchStatus(service, patch, cause));
        say(
            EventNote.warning(
                service,
                "SyncLoadBalancerFailed",
                "Error syncing load balancer: failed to ensure load balancer: "
                    + unavailable.reason()),
            cause);
        yield new Outcome.Again(LOOK_AGAIN);
      }
    };
  }

  private Outcome cleanUp(ApiObject service, Cause cause) {
    say(EventNote.normal(service, "DeletingLoadBalancer", "Deleting load balancer"), cause);
    provider.deleteLoadBalancer(service);
    if (!service.at("status", "loadBalancer", "ingress").isEmpty() && !service.isBeingDeleted()) {
      BalancerPlanner.statusPatch(service, List.of())
          .ifPresent(patch -> patchStatus(service, patch, cause));
      // The finalizer goes when this shows: its patch is of the version that was looked at.
      return Outcome.DONE;
    }
    patch(service, BalancerPlanner.removeFinalizer(service), cause);
    say(EventNote.normal(service, "DeletedLoadBalancer", "Deleted load balancer"), cause);
    return Outcome.DONE;
  }

  private void patch(ApiObject service, ObjectNode patch, Cause cause) {
    api.patch(Resources.SERVICES, service.key(), PatchType.MERGE, patch, cause);
  }

  private void patchStatus(ApiObject service, ObjectNode patch, Cause cause) {
    api.patchStatus(Resources.SERVICES, service.key(), PatchType.MERGE, patch, cause);
  }

  private void say(EventNote note, Cause cause) {
    events.record(note, cause);
  }
}
