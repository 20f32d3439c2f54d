package io.quarterdeck.node.network;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.ObjectCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cache that holds what a test puts there. */
public final class TestCache implements ObjectCache {
  private final Map<ResourceType, List<ApiObject>> objects = new HashMap<>();

  public void set(ResourceType type, List<ApiObject> all) {
    objects.put(type, all);
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    return list(type, "").stream().filter(each -> each.key().equals(key)).findFirst();
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace) {
    return objects.getOrDefault(type, List.of());
  }

  @Override
  public List<ApiObject> controlledBy(ResourceType type, String ownerUid) {
    return List.of();
  }

  @Override
  public long revision(ResourceType type) {
    return 0;
  }
}
