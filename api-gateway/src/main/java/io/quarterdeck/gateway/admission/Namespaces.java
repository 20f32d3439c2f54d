package io.quarterdeck.gateway.admission;

import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.cache.Items;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.store.StateClient;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.state.api.StateKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Nothing is created in a namespace that does not exist or is going. */
@Singleton
class Namespaces {
  /** The phase that a namespace's deletion begins with. */
  private static final String TERMINATING = "Terminating";

  private final Caches caches;
  private final Items items;
  private final StateClient client;

  Namespaces(Caches caches, Items items, StateClient client) {
    this.caches = caches;
    this.items = items;
    this.client = client;
  }

  Uni<Void> accept(Kind kind, ApiObject object, String namespace) {
    return find(Resources.NAMESPACES, new ObjectKey("", namespace))
        .map(
            found -> {
              Item item =
                  found.orElseThrow(() -> Failures.notFound(Resources.NAMESPACES, namespace));
              requireStaying(kind, object, item);
              return null;
            });
  }

  private static void requireStaying(Kind kind, ApiObject object, Item namespace) {
    if (TERMINATING.equals(namespace.fields().get("status.phase"))) {
      String name =
          object.name().isEmpty() ? object.text("metadata", "generateName") : object.name();
      throw Failures.namespaceTerminating(kind.type(), name, namespace.key().name());
    }
  }

  /** From the cache, or from the store what the cache may not have heard of yet. */
  Uni<Optional<Item>> find(ResourceType type, ObjectKey key) {
    Optional<Item> cached = caches.of(type).get(key);
    if (cached.isPresent()) {
      return Uni.createFrom().item(cached);
    }
    Kind kind = Kinds.builtIn().of(type);
    return client
        .get(StateKey.of(type, key).toString())
        .map(stored -> stored.map(each -> items.read(kind, key, each)));
  }
}
