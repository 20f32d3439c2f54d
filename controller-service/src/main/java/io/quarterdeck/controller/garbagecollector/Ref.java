package io.quarterdeck.controller.garbagecollector;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.util.Map;
import java.util.Optional;

/**
 * An object of any resource. As a key of the collector's queue its name carries the resource:
 * {@code replicasets.apps/web-5d9c}.
 */
record Ref(ResourceType type, ObjectKey key) {

  ObjectKey encoded() {
    return new ObjectKey(key.namespace(), type.qualifiedName() + "/" + key.name());
  }

  static Optional<Ref> decode(ObjectKey encoded, Map<String, ResourceType> types) {
    int slash = encoded.name().indexOf('/');
    String type = slash < 0 ? "" : encoded.name().substring(0, slash);
    return Optional.ofNullable(types.get(type))
        .map(
            found ->
                new Ref(
                    found,
                    new ObjectKey(encoded.namespace(), encoded.name().substring(slash + 1))));
  }
}
