package io.quarterdeck.controller.serviceaccount;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;

/** Gives each Namespace its ServiceAccount {@code default}. Keys are Namespaces. */
public final class ServiceAccountController implements Reconciler {
  public static final String NAME = "default";

  private final ObjectCache cache;
  private final Api api;

  public ServiceAccountController(ObjectCache cache, Api api) {
    this.cache = cache;
    this.api = api;
  }

  @Override
  public Outcome reconcile(ObjectKey namespace, Cause cause) {
    ObjectKey key = new ObjectKey(namespace.name(), NAME);
    boolean wanted =
        cache
            .get(Resources.NAMESPACES, namespace)
            .filter(each -> !each.isBeingDeleted())
            .isPresent();
    if (wanted && cache.get(Resources.SERVICE_ACCOUNTS, key).isEmpty()) {
      create(key, cause);
    }
    return Outcome.DONE;
  }

  private void create(ObjectKey key, Cause cause) {
    try {
      api.create(
          Resources.SERVICE_ACCOUNTS, ApiObject.create(Resources.SERVICE_ACCOUNTS, key), cause);
    } catch (ApiException e) {
      // It is there, or its Namespace has begun to go in the meantime: either way nothing is due.
      if (!e.isAlreadyExists() && e.code() != 403 && !e.isNotFound()) {
        throw e;
      }
    }
  }
}
