package io.quarterdeck.gateway.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.etcd.mvcc.Event.EventType;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.gateway.secret.StoredForm;
import io.quarterdeck.gateway.secret.UnopenableException;
import io.quarterdeck.gateway.store.Stored;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.api.StoredObject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what the store has into what requests work with. */
@Singleton
public class Items {
  private final StoredForm form;
  private final Unopened unopened;

  Items(StoredForm form, Unopened unopened) {
    this.form = form;
    this.unopened = unopened;
  }

  /** What a watch of one kind's objects says; keys outside of the layout are none. */
  List<Event> events(Kind kind, List<io.quarterdeck.etcd.mvcc.Event> changes) {
    return changes.stream().flatMap(change -> event(kind, change).stream()).toList();
  }

  /** Empty when the key is outside of the layout, or nobody has seen it come or go. */
  Optional<Event> event(Kind kind, io.quarterdeck.etcd.mvcc.Event change) {
    KeyValue now = change.getKv();
    Optional<StateKey> key = StateKey.parse(now.getKey().toStringUtf8());
    if (key.isEmpty()) {
      return Optional.empty();
    }
    ObjectKey object = key.get().objectKey();
    Optional<Item> after =
        change.getType() == EventType.PUT ? opened(kind, object, now) : Optional.empty();
    return event(kind, object, change, after);
  }

  /** The same of an object whose current version this is. */
  Optional<Event> change(Kind kind, ObjectKey key, io.quarterdeck.etcd.mvcc.Event change) {
    if (change.getType() == EventType.PUT) {
      return event(kind, key, change, current(kind, key, change.getKv()));
    }
    unopened.remove(kind.type(), key);
    return event(kind, key, change, Optional.empty());
  }

  private Optional<Event> event(
      Kind kind, ObjectKey object, io.quarterdeck.etcd.mvcc.Event change, Optional<Item> after) {
    Optional<Item> before =
        change.hasPrevKv() ? opened(kind, object, change.getPrevKv()) : Optional.empty();
    return before.isEmpty() && after.isEmpty()
        ? Optional.empty()
        : Optional.of(new Event(change.getKv().getModRevision(), before, after));
  }

  /** The current version of an object; one that does not open is noted as such. */
  Optional<Item> current(Kind kind, ObjectKey key, KeyValue kv) {
    try {
      Item item = parse(kind, key, new Stored(kv.getValue(), kv.getModRevision()));
      unopened.remove(kind.type(), key);
      return Optional.of(item);
    } catch (UnopenableException e) {
      unopened.add(kind.type(), key, e);
      return Optional.empty();
    }
  }

  /** As which an item of another version is shown; made each time, because few ask. */
  private static UnaryOperator<byte[]> shown(Kind kind) {
    return stored -> StoredObject.canonical(kind.fromStored(ApiObject.parse(stored)).json());
  }

  /** Some version of an object; empty where it does not open. */
  public Optional<Item> opened(Kind kind, ObjectKey key, KeyValue kv) {
    try {
      return Optional.of(parse(kind, key, new Stored(kv.getValue(), kv.getModRevision())));
    } catch (UnopenableException e) {
      return Optional.empty();
    }
  }

  /** An object that somebody asks for: not to open it is a failure. */
  public Item read(Kind kind, ObjectKey key, Stored stored) {
    try {
      return parse(kind, key, stored);
    } catch (UnopenableException e) {
      throw Unopened.failure(kind.type(), key);
    }
  }

  private Item parse(Kind kind, ObjectKey key, Stored stored) {
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
