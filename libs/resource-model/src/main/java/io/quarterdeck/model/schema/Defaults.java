package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills in what an object leaves out, as kube-apiserver does: values that the types themselves
 * name, values of the table {@code defaults.json}, and those of {@link ConditionalDefaults} that
 * depend on other fields. Applying it twice changes nothing. Thread-safe.
 */
public final class Defaults {
  private static final Map<String, ObjectNode> TABLE = new HashMap<>();

  static {
    Schemas.resource("defaults.json")
        .properties()
        .forEach(each -> TABLE.put(each.getKey(), (ObjectNode) each.getValue()));
  }

  private Defaults() {}

  /** Changes the object in place. It must have been decoded, or be known to fit its schema. */
  public static void apply(Schema schema, ObjectNode object) {
    visit(schema, object, true);
  }

  private static void visit(Schema schema, JsonNode value, boolean isRoot) {
    switch (schema.type()) {
      case OBJECT -> {
        if (value instanceof ObjectNode object) {
          object(schema, object, isRoot);
        }
      }
      case ARRAY, MAP -> {
        if (holdsObjects(schema.items())) {
          value.forEach(each -> visit(schema.items(), each, false));
        }
      }
      case STRING,
          INTEGER,
          NUMBER,
          BOOLEAN,
          INT_OR_STRING,
          QUANTITY,
          TIME,
          MICRO_TIME,
          RAW,
          ANY -> {
        // A value of its own that is there needs nothing.
      }
    }
  }

  private static boolean holdsObjects(Schema items) {
    return switch (items.type()) {
      case OBJECT, ARRAY, MAP -> true;
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY, TIME, MICRO_TIME, RAW, ANY ->
          false;
    };
  }

  private static void object(Schema schema, ObjectNode object, boolean isRoot) {
    // Defaults of a template are a pod's, but a whole object gets its conditional ones first, so
    // that what they add is completed on the way down.
    ConditionalDefaults.before(schema.definition(), object);
    ObjectNode table = TABLE.get(schema.definition());
    if (table != null) {
      table.properties().forEach(each -> fill(object, each.getKey(), each.getValue()));
    }
    for (var each : schema.properties().entrySet()) {
      Schema property = each.getValue();
      property.defaultValue().ifPresent(value -> fillMarked(schema, object, each.getKey(), value));
      JsonNode value = object.get(each.getKey());
      if (value != null) {
        visit(property, value, false);
      }
    }
    ConditionalDefaults.after(schema.definition(), object, isRoot);
  }

  /** An empty string of a marker only tells documents about Go's zero value. */
  private static void fillMarked(Schema schema, ObjectNode object, String name, JsonNode value) {
    boolean zero =
        (value.isTextual() && value.textValue().isEmpty())
            || (value.isNumber() && value.asInt() == 0)
            || (value.isBoolean() && !value.booleanValue());
    if (!zero || schema.required().contains(name)) {
      fill(object, name, value);
    }
  }

  private static void fill(ObjectNode object, String name, JsonNode value) {
    JsonNode present = object.get(name);
    boolean empty = present != null && present.isTextual() && present.textValue().isEmpty();
    if (present == null || present.isNull() || empty) {
      object.set(name, value.deepCopy());
    }
  }
}
