package io.quarterdeck.gateway.cache;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.state.api.StateKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The cache of each served resource. */
@ApplicationScoped
public class Caches {
  /** A resource's cache with the kind that says how to read its objects. */
  public record Of(Kind kind, ResourceCache cache) {}

  private final Map<String, Of> byPrefix = new HashMap<>();

  Caches() {
    for (Kind kind : Kinds.builtIn().all()) {
      byPrefix.put(prefix(kind.type()), new Of(kind, new ResourceCache()));
    }
  }

  private static String prefix(ResourceType type) {
    return type.groupOrCore() + "/" + type.plural();
  }

  public Collection<Of> all() {
    return byPrefix.values();
  }

  public ResourceCache of(ResourceType type) {
    Of found = byPrefix.get(prefix(type));
    if (found == null) {
      throw Failures.noSuchPath();
    }
    return found.cache();
  }

  Optional<Of> of(StateKey key) {
    return Optional.ofNullable(byPrefix.get(key.group() + "/" + key.plural()));
  }

  public boolean areLoaded() {
    return byPrefix.values().stream().allMatch(each -> each.cache().isLoaded());
  }
}
