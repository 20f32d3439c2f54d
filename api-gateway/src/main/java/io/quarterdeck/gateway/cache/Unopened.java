package io.quarterdeck.gateway.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.secret.UnopenableException;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.state.api.StateKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that the store has and this gateway cannot open: they are missing in lists and
 * watches, each request for one of them fails, and everything else goes on. Thread-safe.
 */
@Singleton
public class Unopened {
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  Unopened(MeterRegistry registry) {
    registry.gaugeCollectionSize("quarterdeck_gateway_unopened_objects", List.of(), keys);
  }

  void add(ResourceType type, ObjectKey key, UnopenableException why) {
    String stored = StateKey.of(type, key).toString();
    if (keys.add(stored)) {
      Log.errorf("%s is left out: %s", stored, why.getMessage());
    }
  }

  void remove(ResourceType type, ObjectKey key) {
    // Most often there is none, and then nobody needs its name.
    if (!keys.isEmpty()) {
      keys.remove(StateKey.of(type, key).toString());
    }
  }

  /** Why a request cannot have an object that is not in the cache. */
  public Failure absent(ResourceType type, ObjectKey key) {
    return keys.contains(StateKey.of(type, key).toString())
        ? failure(type, key)
        : Failures.notFound(type, key.name());
  }

  static Failure failure(ResourceType type, ObjectKey key) {
    return Failures.internal(
        "%s \"%s\" is stored, but cannot be opened with the key that this server has"
            .formatted(type.qualifiedName(), key.name()));
  }
}
