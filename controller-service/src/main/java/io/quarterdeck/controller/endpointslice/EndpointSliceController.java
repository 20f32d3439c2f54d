package io.quarterdeck.controller.endpointslice;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the EndpointSlices of Services that have a selector. */
public final class EndpointSliceController implements Reconciler {
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final int ENDPOINTS_MAX = 100;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final ObjectCache cache;
  private final Api api;

  public EndpointSliceController(ObjectCache cache, Api api) {
    this.cache = cache;
    this.api = api;
  }

  /** The Services that select a Pod, as it was or as it is. */
  public Collection<ObjectKey> selecting(Optional<ApiObject> before, Optional<ApiObject> after) {
    Optional<ApiObject> any = after.or(() -> before);
    if (any.isEmpty()) {
      return List.of();
    }
    Set<ObjectKey> services = new HashSet<>();
    for (ApiObject service : cache.list(Resources.SERVICES, any.get().namespace())) {
      LabelSelector selector = selector(service);
      if (before.filter(pod -> selector.matchesObject(pod.json())).isPresent()
          || after.filter(pod -> selector.matchesObject(pod.json())).isPresent()) {
        services.add(service.key());
      }
    }
    return services;
  }

  /** The Service that a slice says it belongs to. */
  public static Collection<ObjectKey> serviceOf(ApiObject slice) {
    String name = slice.labels().getOrDefault(EndpointSlicePlanner.SERVICE_NAME, "");
    return name.isEmpty() ? List.of() : List.of(new ObjectKey(slice.namespace(), name));
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.SERVICES, key);
    // Without its Service a slice is the garbage collector's; without a selector, somebody else's.
    if (found.isEmpty() || found.get().isBeingDeleted() || !isSelecting(found.get())) {
      return Outcome.DONE;
    }
    ApiObject service = found.get();
    LabelSelector selector = selector(service);
    List<ApiObject> pods =
        cache.list(Resources.PODS, key.namespace()).stream()
            .filter(pod -> selector.matchesObject(pod.json()))
            .toList();
    EndpointSlicePlan plan =
        EndpointSlicePlanner.plan(
            service,
            pods,
            slices(key),
            zones(pods),
            ENDPOINTS_MAX,
            name ->
                cache
                    .get(Resources.ENDPOINT_SLICES, new ObjectKey(key.namespace(), name))
                    .isPresent());
    return apply(plan, cause);
  }

  private Outcome apply(EndpointSlicePlan plan, Cause cause) {
    Outcome outcome = Outcome.DONE;
    for (ApiObject slice : plan.create()) {
      try {
        api.create(Resources.ENDPOINT_SLICES, slice, cause);
      } catch (ApiException e) {
        if (!e.isAlreadyExists()) {
          throw e;
        }
        outcome = new Outcome.Again(LOOK_AGAIN);
      }
    }
    for (ApiObject slice : plan.update()) {
      api.update(Resources.ENDPOINT_SLICES, slice, cause);
    }
    for (ApiObject slice : plan.delete()) {
      api.delete(
          Resources.ENDPOINT_SLICES,
          slice.key(),
          new DeleteOptions(slice.uid(), slice.resourceVersion(), null, null),
          cause);
    }
    return outcome;
  }

  private List<ApiObject> slices(ObjectKey service) {
    return cache.list(Resources.ENDPOINT_SLICES, service.namespace()).stream()
        .filter(slice -> !slice.isBeingDeleted())
        .filter(
            slice ->
                service.name().equals(slice.labels().get(EndpointSlicePlanner.SERVICE_NAME))
                    && EndpointSlicePlanner.MANAGER.equals(
                        slice.labels().get(EndpointSlicePlanner.MANAGED_BY)))
        .toList();
  }

  private Map<String, String> zones(List<ApiObject> pods) {
    Map<String, String> zones = new HashMap<>();
    for (ApiObject pod : pods) {
      String node = pod.text("spec", "nodeName");
      if (!node.isEmpty() && !zones.containsKey(node)) {
        zones.put(
            node,
            cache
                .get(Resources.NODES, ObjectKey.cluster(node))
                .map(each -> each.labels().getOrDefault(ZONE, ""))
                .orElse(""));
      }
    }
    return zones;
  }

  private static boolean isSelecting(ApiObject service) {
    JsonNode selector = service.at("spec", "selector");
    return !selector.isEmpty() && !service.text("spec", "type").equals("ExternalName");
  }

  private static LabelSelector selector(ApiObject service) {
    return LabelSelector.ofMap(service.at("spec", "selector"));
  }
}
