package io.quarterdeck.role.cache;

import io.quarterdeck.bus.ObjectEvent;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.util.Optional;

/**
 * What an event did to the cache. Neither state: the record changed nothing here.
 *
 * @param before the object as the cache had it
 * @param after the object as it is now; empty when it is gone
 * @param revision of the event
 */
public record ObjectChange(
    ResourceType type,
    ObjectKey key,
    Optional<ApiObject> before,
    Optional<ApiObject> after,
    long revision,
    ObjectEvent.Position position) {

  public boolean isDeletion() {
    return after.isEmpty();
  }

  /** The newest state that is known: of a deleted object its last. */
  public Optional<ApiObject> latest() {
    return after.isPresent() ? after : before;
  }
}
