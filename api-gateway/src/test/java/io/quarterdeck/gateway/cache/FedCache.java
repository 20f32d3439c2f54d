package io.quarterdeck.gateway.cache;

import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A cache that a test feeds. */
public final class FedCache {
  private final ResourceCache cache = new ResourceCache();
  private long revision = 1;

  public FedCache(String... names) {
    List<Item> items = Stream.of(names).map(this::item).toList();
    cache.load(items, revision);
  }

  public ResourceCache cache() {
    return cache;
  }

  /** A new object, at the next revision. */
  public void add(String name) {
    add(item(name));
  }

  /** One whose bytes are no JSON behind their beginning. */
  public void addUnreadable(String name) {
    add(item(name, "{\"metadata\":{!"));
  }

  private void add(Item item) {
    revision++;
    cache.apply(new Event(revision, Optional.empty(), Optional.of(item)));
  }

  private Item item(String name) {
    return item(name, "{\"metadata\":{\"name\":\"%s\"},\"kind\":\"ConfigMap\"}".formatted(name));
  }

  private Item item(String name, String json) {
    return new Item(
        new ObjectKey("default", name),
        name,
        json.getBytes(StandardCharsets.UTF_8),
        revision,
        Json.object(),
        Map.of(),
        UnaryOperator.identity());
  }
}
