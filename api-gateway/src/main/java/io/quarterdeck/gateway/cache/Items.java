package io.quarterdeck.gateway.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.etcd.mvcc.Event.EventType;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.gateway.secret.StoredForm;
import io.quarterdeck.gateway.store.Stored;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.api.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what the store has into what requests work with. */
@ApplicationScoped
public class Items {
  private final StoredForm form;

  Items(StoredForm form) {
    this.form = form;
  }

  /** What a watch of one kind's objects says; keys outside of the layout are none. */
  List<Event> events(Kind kind, List<io.quarterdeck.etcd.mvcc.Event> changes) {
    return changes.stream().flatMap(change -> event(kind, change).stream()).toList();
  }

  /** Empty when the key is outside of the layout, or came and went without being seen. */
  Optional<Event> event(Kind kind, io.quarterdeck.etcd.mvcc.Event change) {
    KeyValue now = change.getKv();
    Optional<StateKey> key = StateKey.parse(now.getKey().toStringUtf8());
    if (key.isEmpty()) {
      return Optional.empty();
    }
    ObjectKey object = key.get().objectKey();
    Optional<Item> before =
        change.hasPrevKv() ? Optional.of(read(kind, object, change.getPrevKv())) : Optional.empty();
    Optional<Item> after =
        change.getType() == EventType.PUT ? Optional.of(read(kind, object, now)) : Optional.empty();
    return before.isEmpty() && after.isEmpty()
        ? Optional.empty()
        : Optional.of(new Event(now.getModRevision(), before, after));
  }

  Item read(Kind kind, ObjectKey key, KeyValue kv) {
    return read(kind, key, new Stored(kv.getValue(), kv.getModRevision()));
  }

  /** As which an item of another version is shown; made each time, because few ask. */
  private static UnaryOperator<byte[]> shown(Kind kind) {
    return stored -> StoredObject.canonical(kind.fromStored(ApiObject.parse(stored)).json());
  }

  public Item read(Kind kind, ObjectKey key, Stored stored) {
    byte[] value = form.open(kind.storedType(), key, stored.value().toByteArray());
    ApiObject object = kind.fromStored(ApiObject.parse(value));
    Map<String, String> fields = new HashMap<>();
    for (String field : kind.strategy().selectableFields()) {
      fields.put(field, kind.strategy().field(object, field));
    }
    JsonNode labels = object.at("metadata", "labels");
    return new Item(
        key,
        object.uid(),
        value,
        stored.revision(),
        labels.isObject() ? labels : Json.object(),
        fields,
        kind.storedType().equals(kind.type()) ? UnaryOperator.identity() : shown(kind));
  }
}
