package io.quarterdeck.controller.rootca;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import java.util.Optional;

/**
 * Publishes the cluster's CA to the Pods of each Namespace, in its ConfigMap {@code
 * kube-root-ca.crt}. Keys are Namespaces.
 */
public final class RootCaController implements Reconciler {
  public static final String NAME = RootCaPlanner.NAME;

  private final ObjectCache cache;
  private final Api api;
  private final String pem;

  public RootCaController(ObjectCache cache, Api api, String pem) {
    this.cache = cache;
    this.api = api;
    this.pem = pem;
  }

  @Override
  public Outcome reconcile(ObjectKey namespace, Cause cause) {
    boolean wanted =
        cache
            .get(Resources.NAMESPACES, namespace)
            .filter(each -> !each.isBeingDeleted())
            .isPresent();
    if (wanted) {
      Optional<ApiObject> current =
          cache.get(Resources.CONFIG_MAPS, new ObjectKey(namespace.name(), NAME));
      RootCaPlanner.plan(namespace.name(), current, pem)
          .ifPresent(wantedMap -> write(wantedMap, current.isPresent(), cause));
    }
    return Outcome.DONE;
  }

  private void write(ApiObject map, boolean exists, Cause cause) {
    try {
      if (exists) {
        api.update(Resources.CONFIG_MAPS, map, cause);
      } else {
        api.create(Resources.CONFIG_MAPS, map, cause);
      }
    } catch (ApiException e) {
      // It is there, or its Namespace has begun to go in the meantime: either way nothing is due.
      if (!e.isAlreadyExists() && e.code() != 403 && !e.isNotFound()) {
        throw e;
      }
    }
  }
}
