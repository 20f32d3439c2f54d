package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.schema.Document.Duplicate;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a parsed document to what its schema says: unknown fields, nulls and empty collections
 * are left out, as they are when Go decodes an object and encodes it again. The first value of a
 * wrong type ends it. One document each.
 */
final class ValueDecoder {
  private static final int COMPLAINTS_MAX = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final IdentityHashMap<ObjectNode, List<Duplicate>> duplicates;
  private final Collection<String> complaints = new LinkedHashSet<>();

  ValueDecoder(IdentityHashMap<ObjectNode, List<Duplicate>> duplicates) {
    this.duplicates = duplicates;
  }

  /** Unknown and duplicate fields, in the order in which they were met. */
  Collection<String> complaints() {
    return complaints;
  }

  ObjectNode decode(ObjectNode root, Schema schema) throws DecodeException {
    return object(root, schema, Place.root(schema));
  }

  /** The value, or null where nothing of it remains. */
  private @Nullable JsonNode value(JsonNode value, Schema schema, Place place)
      throws DecodeException {
    return switch (schema.type()) {
      case OBJECT ->
          value instanceof ObjectNode object
              ? object(object, schema, place)
              : fail(place, value, Go.type(schema, place));
      case MAP ->
          value instanceof ObjectNode object
              ? map(object, schema, place)
              : fail(place, value, Go.type(schema, place));
      case ARRAY ->
          value instanceof ArrayNode array
              ? array(array, schema, place)
              : fail(place, value, Go.type(schema, place));
      case RAW -> value.isObject() ? value : fail(place, value, Go.type(schema, place));
      case ANY -> value;
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY, TIME, MICRO_TIME ->
          ScalarDecoder.decode(value, schema, place);
    };
  }

  private ObjectNode object(ObjectNode value, Schema schema, Place place) throws DecodeException {
    ObjectNode object = NODES.objectNode();
    int position = 0;
    for (var each : value.properties()) {
      complainOfDuplicates(value, position++, place);
      String name = each.getKey();
      Schema property = schema.properties().get(name);
      if (property == null) {
        complain("unknown field", place.strict(name));
        continue;
      }
      if (each.getValue().isNull()) {
        continue;
      }
      JsonNode kept = value(each.getValue(), property, place.field(schema.simpleName(), name));
      if (kept != null && !isNothing(kept, property, schema.required().contains(name))) {
        object.set(name, kept);
      }
    }
    complainOfDuplicates(value, position, place);
    return object;
  }

  private static boolean isNothing(JsonNode value, Schema schema, boolean required) {
    boolean collection = schema.type() == Schema.Type.ARRAY || schema.type() == Schema.Type.MAP;
    return collection && value.isEmpty() && !required;
  }

  private ObjectNode map(ObjectNode value, Schema schema, Place place) throws DecodeException {
    ObjectNode map = NODES.objectNode();
    int position = 0;
    for (var each : value.properties()) {
      complainOfDuplicates(value, position++, place);
      Place within = place.key(each.getKey());
      map.set(each.getKey(), element(each.getValue(), schema.items(), within));
    }
    complainOfDuplicates(value, position, place);
    return map;
  }

  private ArrayNode array(ArrayNode value, Schema schema, Place place) throws DecodeException {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      array.add(element(value.get(i), schema.items(), place.index(i)));
    }
    return array;
  }

  /** In a list or map, a null is the zero value of its type. */
  private JsonNode element(JsonNode value, Schema schema, Place place) throws DecodeException {
    if (value.isNull()) {
      return zero(schema);
    }
    JsonNode kept = value(value, schema, place);
    return kept == null ? zero(schema) : kept;
  }

  private static JsonNode zero(Schema schema) {
    return switch (schema.type()) {
      case OBJECT, MAP -> NODES.objectNode();
      case ARRAY -> NODES.arrayNode();
      case STRING -> NODES.textNode("");
      case QUANTITY -> NODES.textNode("0");
      case INTEGER, NUMBER, INT_OR_STRING -> NODES.numberNode(0);
      case BOOLEAN -> NODES.booleanNode(false);
      case TIME, MICRO_TIME, RAW, ANY -> NullNode.getInstance();
    };
  }

  private void complainOfDuplicates(ObjectNode object, int position, Place place) {
    if (duplicates.isEmpty()) {
      return;
    }
    for (Duplicate each : duplicates.getOrDefault(object, List.of())) {
      if (each.position() == position) {
        complain("duplicate field", place.strict(each.key()));
      }
    }
  }

  private void complain(String what, String path) {
    if (complaints.size() < COMPLAINTS_MAX) {
      complaints.add(what + " \"" + path + '"');
    }
  }

  private static JsonNode fail(Place place, JsonNode value, String type) throws DecodeException {
    throw place.cannotUnmarshal(Go.kind(value), type);
  }
}
