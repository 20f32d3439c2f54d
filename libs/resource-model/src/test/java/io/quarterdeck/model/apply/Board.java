package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldsV1;
import io.quarterdeck.model.fields.Trees;
import io.quarterdeck.model.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** An object that several write in turns; each write takes place a second after the last. */
final class Board {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Ownership ownership;
  private JsonNode object = Json.object();
  private ManagedFields managed = ManagedFields.NONE;
  private int seconds;

  Board(Schema schema, String version, String... reset) {
    FieldSet fields = reset.length == 0 ? FieldSet.EMPTY : FieldSet.ofFields(reset);
    this.ownership = new Ownership(Version.served(version, schema, fields), List.of());
  }

  private Writer writer(String name) {
    return new Writer(name, "", START.plusSeconds(seconds++));
  }

  Board create(String name, String json) {
    object = Trees.json(json);
    managed = ownership.created(object, ManagedFields.NONE, writer(name));
    return this;
  }

  /** Puts an object there that nobody keeps account of. */
  Board untracked(String json) {
    object = Trees.json(json);
    return this;
  }

  Board update(String name, String json) {
    JsonNode next = Trees.json(json);
    managed = ownership.updated(object, next, managed, writer(name));
    object = next;
    return this;
  }

  Board apply(String name, String json) {
    take(ownership.apply(object, Trees.json(json), managed, writer(name), false));
    return this;
  }

  Board force(String name, String json) {
    take(ownership.apply(object, Trees.json(json), managed, writer(name), true));
    return this;
  }

  private void take(Ownership.Outcome outcome) {
    switch (outcome) {
      case Ownership.Applied applied -> {
        object = withoutNulls(applied.object());
        managed = applied.managed();
      }
      case Ownership.Refused refused -> throw new AssertionError(refused.conflicts().message());
    }
  }

  Conflicts refused(String name, String json) {
    return switch (ownership.apply(object, Trees.json(json), managed, writer(name), false)) {
      case Ownership.Refused refused -> refused.conflicts();
      case Ownership.Applied applied -> throw new AssertionError("applied: " + applied);
    };
  }

  /** As the decoder of the API leaves it. */
  private static JsonNode withoutNulls(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode left = Json.object();
      for (var each : object.properties()) {
        JsonNode inner = withoutNulls(each.getValue());
        boolean emptied = inner.isContainerNode() && inner.isEmpty() && !each.getValue().isEmpty();
        if (!inner.isNull() && !emptied) {
          left.set(each.getKey(), inner);
        }
      }
      return left;
    }
    return value;
  }

  JsonNode object() {
    return object;
  }

  ManagedFields managed() {
    return managed;
  }

  List<String> managers() {
    return managed.entries().keySet().stream()
        .map(each -> each.operation().text() + " " + each.name())
        .toList();
  }

  /** What somebody owns, in the written form. */
  String fields(String name) {
    FieldSet all = FieldSet.EMPTY;
    for (var each : managed.entries().entrySet()) {
      if (each.getKey().name().equals(name)) {
        all = all.union(each.getValue().fields());
      }
    }
    return new String(Json.bytes(FieldsV1.write(all)), StandardCharsets.UTF_8).replace('"', '\'');
  }
}
