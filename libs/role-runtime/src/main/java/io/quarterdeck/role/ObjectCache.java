package io.quarterdeck.role;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * The current objects of the resources that a role subscribed to, fed from their topics. It holds
 * bytes and parses on read. Each resource progresses on its own, so absence here is never proof.
 * Thread-safe.
 */
public interface ObjectCache {
  Optional<ApiObject> get(ResourceType type, ObjectKey key);

  /**
   * An object of which only the metadata is needed; what else it has may be missing. This works for
   * resources too of which a role holds no more than identities, owners and finalizers.
   */
  default Optional<ApiObject> metadata(ResourceType type, ObjectKey key) {
    return get(type, key);
  }

  /** All objects of a resource; {@code namespace} empty: of every namespace. */
  List<ApiObject> list(ResourceType type, String namespace);

  /** The objects whose controller reference has this uid. */
  List<ApiObject> controlledBy(ResourceType type, String ownerUid);

  /** The newest revision seen of this resource. */
  long revision(ResourceType type);
}
