package io.quarterdeck.controller.simulation;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.ObjectCache;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cache whose resources fall behind the API each by itself. */
final class SimCache implements ObjectCache {
  private final Map<ResourceType, Map<ObjectKey, ApiObject>> seen = new HashMap<>();
  private final Map<ResourceType, Deque<SimApi.Change>> pending = new HashMap<>();
  private final Map<ResourceType, Long> revisions = new HashMap<>();

  void arrive(SimApi.Change change) {
    pending.computeIfAbsent(change.type(), _ -> new ArrayDeque<>()).add(change);
  }

  List<ResourceType> behind() {
    return pending.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(ResourceType::plural))
        .toList();
  }

  /** Shows the next change of a resource. */
  Optional<SimApi.Change> advance(ResourceType type) {
    SimApi.Change change = pending.getOrDefault(type, new ArrayDeque<>()).poll();
    if (change != null) {
      revisions.put(type, change.revision());
      if (change.after().isPresent()) {
        of(type).put(change.key(), change.after().get());
      } else {
        of(type).remove(change.key());
      }
    }
    return Optional.ofNullable(change);
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    return Optional.ofNullable(of(type).get(key));
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace) {
    return of(type).values().stream()
        .filter(each -> namespace.isEmpty() || each.namespace().equals(namespace))
        .sorted(Comparator.comparing(ApiObject::name))
        .toList();
  }

  @Override
  public List<ApiObject> controlledBy(ResourceType type, String ownerUid) {
    return list(type, "").stream()
        .filter(each -> each.controller().filter(o -> o.uid().equals(ownerUid)).isPresent())
        .toList();
  }

  @Override
  public long revision(ResourceType type) {
    return revisions.getOrDefault(type, 0L);
  }

  private Map<ObjectKey, ApiObject> of(ResourceType type) {
    return seen.computeIfAbsent(type, _ -> new HashMap<>());
  }
}
