package io.quarterdeck.state.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.api.StoredObject;
import io.quarterdeck.state.model.Entry;
import java.util.List;
import java.util.Optional;

/** An object as the bus may carry it. Pure. */
final class Projection {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final List<String> OF_A_SECRET =
      List.of("metadata", "apiVersion", "kind", "type", "immutable");

  private Projection() {}

  /**
   * An object with the bytes to publish.
   *
   * @param stored the canonical form that is published
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record View(ApiObject object, byte[] stored) {
    byte[] at(long revision) {
      return StoredObject.withResourceVersion(stored, revision);
    }
  }

  /** Empty when the value is no object: it is stored, but nobody hears of it. */
  static Optional<View> of(StateKey key, Entry entry) {
    if (!StoredObject.isCanonical(entry.value())) {
      return Optional.empty();
    }
    try {
      ApiObject object = ApiObject.parse(entry.value());
      boolean secret = key.plural().equals("secrets") && key.group().equals("core");
      return Optional.of(secret ? withoutPayload(object) : new View(object, entry.value()));
    } catch (RuntimeException e) {
      // Whatever it is that was stored under the layout, it must not hold up the rest.
      return Optional.empty();
    }
  }

  private static View withoutPayload(ApiObject secret) {
    ObjectNode shown = Json.object();
    for (String field : OF_A_SECRET) {
      if (secret.json().has(field)) {
        shown.set(field, secret.json().get(field).deepCopy());
      }
    }
    if (shown.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(LAST_APPLIED);
    }
    return new View(ApiObject.of(shown), StoredObject.canonical(shown));
  }
}
