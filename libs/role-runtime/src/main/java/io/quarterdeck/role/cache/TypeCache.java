package io.quarterdeck.role.cache;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of one resource. One thread writes, any thread reads. */
final class TypeCache {
  private static final Comparator<ObjectKey> BY_NAMESPACE_AND_NAME =
      Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

  private final ResourceType type;
  private final ConcurrentNavigableMap<ObjectKey, CachedObject> objects =
      new ConcurrentSkipListMap<>(BY_NAMESPACE_AND_NAME);
  private final Map<String, Set<ObjectKey>> byController = new ConcurrentHashMap<>();
  private final List<Consumer<ObjectChange>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean whole;
  private volatile long revision;
  private volatile long offset = -1;

  TypeCache(ResourceType type) {
    this.type = type;
  }

  ResourceType type() {
    return type;
  }

  void holdWhole() {
    whole = true;
  }

  boolean holdsWhole() {
    return whole;
  }

  void onChange(Consumer<ObjectChange> listener) {
    listeners.add(listener);
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  void tell(ObjectChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /** An object in the form in which it is held here. */
  CachedObject read(byte[] bytes) {
    return whole ? CachedObject.of(bytes) : CachedObject.metadataOf(bytes);
  }

  long revision() {
    return revision;
  }

  /** The offset of the newest record; -1 when there was none. */
  long offset() {
    return offset;
  }

  void seen(long newRevision, long newOffset) {
    revision = Math.max(revision, newRevision);
    offset = newOffset;
  }

  Optional<ApiObject> get(ObjectKey key) {
    CachedObject found = objects.get(key);
    return found == null ? Optional.empty() : Optional.of(found.object());
  }

  Optional<ApiObject> metadata(ObjectKey key) {
    CachedObject found = objects.get(key);
    return found == null ? Optional.empty() : Optional.of(found.metadata());
  }

  @Nullable CachedObject put(ObjectKey key, CachedObject object) {
    CachedObject before = objects.put(key, object);
    if (before != null && !before.controllerUid().equals(object.controllerUid())) {
      unindex(key, before);
    }
    if (!object.controllerUid().isEmpty()) {
      byController
          .computeIfAbsent(
              object.controllerUid(), _ -> new ConcurrentSkipListSet<>(BY_NAMESPACE_AND_NAME))
          .add(key);
    }
    return before;
  }

  @Nullable CachedObject remove(ObjectKey key) {
    CachedObject before = objects.remove(key);
    if (before != null) {
      unindex(key, before);
    }
    return before;
  }

  void clear() {
    objects.clear();
    byController.clear();
    revision = 0;
    offset = -1;
  }

  List<ObjectKey> keys() {
    return List.copyOf(objects.keySet());
  }

  List<ApiObject> list(String namespace, Predicate<Map<String, String>> labels) {
    List<ApiObject> found = new ArrayList<>();
    within(namespace)
        .values()
        .forEach(
            each -> {
              if (labels.test(each.labels())) {
                found.add(each.object());
              }
            });
    return found;
  }

  List<ApiObject> controlledBy(String ownerUid) {
    List<ApiObject> found = new ArrayList<>();
    for (ObjectKey key : byController.getOrDefault(ownerUid, Set.of())) {
      CachedObject object = objects.get(key);
      if (object != null && object.controllerUid().equals(ownerUid)) {
        found.add(object.object());
      }
    }
    return found;
  }

  /** Keys are sorted by namespace first, so a namespace is a range; no name reaches U+FFFF. */
  private Map<ObjectKey, CachedObject> within(String namespace) {
    return namespace.isEmpty()
        ? objects
        : objects.subMap(new ObjectKey(namespace, ""), new ObjectKey(namespace, "\uffff"));
  }

  private void unindex(ObjectKey key, CachedObject object) {
    byController.computeIfPresent(
        object.controllerUid(),
        (_, keys) -> {
          keys.remove(key);
          return keys.isEmpty() ? null : keys;
        });
  }
}
