package io.quarterdeck.controller.servicecidr;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Says of ranges of cluster IPs that they are ready, and holds those back that are deleted while
 * they are needed. Which addresses Services have it asks the API then and not the cache, where one
 * that was just given may be missing.
 */
public final class ServiceCidrController implements Reconciler {
  private static final String OF_SERVICES = "ipaddress.kubernetes.io/managed-by=ipallocator.k8s.io";

  private final ObjectCache cache;
  private final Api api;
  private final Clock clock;

  public ServiceCidrController(ObjectCache cache, Api api, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.clock = clock;
  }

  /** The ranges that wait for others to come, or for addresses to go. */
  public Collection<ObjectKey> waiting() {
    return cache.list(Resources.SERVICE_CIDRS, "").stream()
        .filter(ApiObject::isBeingDeleted)
        .map(ApiObject::key)
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.SERVICE_CIDRS, key);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    ApiObject range = found.get();
    boolean going = range.isBeingDeleted();
    ServiceCidrPlan plan =
        ServiceCidrPlanner.plan(
            range,
            going ? api.list(Resources.SERVICE_CIDRS, "", "") : List.of(),
            going ? api.list(Resources.IP_ADDRESSES, "", OF_SERVICES) : List.of(),
            clock.instant());
    ApiObject current =
        plan.finalizers().equals(range.finalizers()) ? range : held(range, plan, cause);
    if (!plan.conditions().equals(range.at("status", "conditions")) && !isGone(current)) {
      ApiObject changed = current.copy();
      changed.json().withObject("/status").set("conditions", plan.conditions());
      api.updateStatus(Resources.SERVICE_CIDRS, changed, cause);
    }
    return plan.again().<Outcome>map(Outcome.Again::new).orElse(Outcome.DONE);
  }

  private ApiObject held(ApiObject range, ServiceCidrPlan plan, Cause cause) {
    ApiObject changed = range.copy();
    var finalizers = changed.json().withObject("/metadata").putArray("finalizers");
    plan.finalizers().forEach(finalizers::add);
    return api.update(Resources.SERVICE_CIDRS, changed, cause);
  }

  private static boolean isGone(ApiObject range) {
    return range.isBeingDeleted() && range.finalizers().isEmpty();
  }
}
