package io.quarterdeck.controller.ownership;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects of a resource nobody controls, so that whoever may adopt them need not read all
 * others. A hint: whoever uses it looks each of them up. Thread-safe.
 */
public final class OrphanIndex {
  private final Map<String, Set<ObjectKey>> byNamespace = new ConcurrentHashMap<>();

  /** Takes in an object as it is now. */
  public void see(ObjectKey key, Optional<ApiObject> object) {
    boolean orphan = object.filter(each -> each.controller().isEmpty()).isPresent();
    byNamespace.compute(
        key.namespace(),
        (_, before) -> {
          Set<ObjectKey> keys = before == null ? ConcurrentHashMap.newKeySet() : before;
          if (orphan) {
            keys.add(key);
          } else {
            keys.remove(key);
          }
          return keys.isEmpty() ? null : keys;
        });
  }

  public List<ObjectKey> in(String namespace) {
    return List.copyOf(byNamespace.getOrDefault(namespace, Set.of()));
  }
}
