package io.quarterdeck.controller.eventexpiry;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Deletes Events that nothing was added to for a while. */
public final class EventExpiryController implements Reconciler {
  private final ObjectCache cache;
  private final Api api;
  private final Duration ttl;
  private final Clock clock;

  public EventExpiryController(ObjectCache cache, Api api, Duration ttl, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.ttl = ttl;
    this.clock = clock;
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> event = cache.get(Resources.EVENTS, key);
    if (event.isEmpty() || event.get().isBeingDeleted()) {
      return Outcome.DONE;
    }
    Duration left = EventExpiry.left(event.get(), ttl, clock.instant());
    if (left.isPositive()) {
      return new Outcome.Again(left);
    }
    delete(event.get());
    return Outcome.DONE;
  }

  /** Time led to this, not a change. */
  private void delete(ApiObject event) {
    try {
      api.delete(
          Resources.EVENTS,
          event.key(),
          new DeleteOptions(event.uid(), event.resourceVersion(), null, null),
          Cause.NONE);
    } catch (ApiException e) {
      if (!e.isConflict()) {
        throw e;
      }
    }
  }
}
