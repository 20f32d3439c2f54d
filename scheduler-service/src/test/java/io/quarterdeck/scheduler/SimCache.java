package io.quarterdeck.scheduler;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.cache.ObjectChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cache that knows what it was told. */
final class SimCache implements ObjectCache {
  private final Map<ResourceType, Map<String, ApiObject>> objects = new HashMap<>();

  void tell(ObjectChange change) {
    String key = change.key().toString();
    change
        .after()
        .ifPresentOrElse(
            object -> of(change.type()).put(key, object), () -> of(change.type()).remove(key));
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    return Optional.ofNullable(of(type).get(key.toString()));
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace) {
    return List.copyOf(of(type).values());
  }

  @Override
  public List<ApiObject> controlledBy(ResourceType type, String ownerUid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long revision(ResourceType type) {
    throw new UnsupportedOperationException();
  }

  private Map<String, ApiObject> of(ResourceType type) {
    return objects.computeIfAbsent(type, _ -> new TreeMap<>());
  }
}
