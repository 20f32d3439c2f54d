package io.quarterdeck.gateway.cache;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.state.api.StateKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cache of each served resource; versions of the same objects have one each. */
@Singleton
public class Caches {
  /** A resource's cache with the kind that says how to read its objects. */
  public record Of(Kind kind, ResourceCache cache) {}

  private final Map<ResourceType, Of> byType = new LinkedHashMap<>();
  private final Map<String, List<Of>> byPrefix = new HashMap<>();

  Caches() {
    Kinds.builtIn().all().stream().filter(Kind::isStored).forEach(this::add);
  }

  private void add(Kind kind) {
    Of of = new Of(kind, new ResourceCache());
    byType.put(kind.type(), of);
    byPrefix.computeIfAbsent(prefix(kind.storedType()), none -> new ArrayList<>()).add(of);
  }

  private static String prefix(ResourceType type) {
    return type.groupOrCore() + "/" + type.plural();
  }

  public Collection<Of> all() {
    return byType.values();
  }

  public ResourceCache of(ResourceType type) {
    Of found = byType.get(type);
    if (found == null) {
      throw Failures.noSuchPath();
    }
    return found.cache();
  }

  /** Those that hold what is stored under a key. */
  List<Of> of(StateKey key) {
    return byPrefix.getOrDefault(key.group() + "/" + key.plural(), List.of());
  }

  public boolean areLoaded() {
    return byType.values().stream().allMatch(each -> each.cache().isLoaded());
  }
}
