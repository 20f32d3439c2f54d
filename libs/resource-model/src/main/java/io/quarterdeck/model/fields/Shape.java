package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a value is to those who share an object: one thing, or many that each may have an owner. */
enum Shape {
  /** A scalar, or a list or object that has one owner as a whole. */
  LEAF,
  /** An object with known fields. */
  STRUCT,
  MAP,
  /** A list whose elements some of their fields tell apart. */
  KEYED,
  /** A list in which a value stands once. */
  SET;

  static Shape of(Schema schema) {
    return switch (schema.type()) {
      case OBJECT -> schema.isAtomicMap() ? LEAF : STRUCT;
      case MAP -> schema.isAtomicMap() ? LEAF : MAP;
      case ARRAY -> ofList(schema);
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY, TIME, MICRO_TIME, RAW, ANY ->
          LEAF;
    };
  }

  /** A list about which only strategic merge patches know something follows what they know. */
  private static Shape ofList(Schema schema) {
    return switch (schema.listType()) {
      case "map" -> KEYED;
      case "set" -> SET;
      case "atomic" -> LEAF;
      default -> {
        if (!schema.patchStrategy().contains("merge")) {
          yield LEAF;
        }
        yield schema.patchMergeKey().isPresent() ? KEYED : SET;
      }
    };
  }

  /** The shape that two versions of a value share; one that does not fit its schema is a leaf. */
  static Shape of(Schema schema, @Nullable JsonNode first, @Nullable JsonNode second) {
    Shape shape = of(schema);
    return shape.fits(first) && shape.fits(second) && !(isNothing(first) && isNothing(second))
        ? shape
        : LEAF;
  }

  private boolean fits(@Nullable JsonNode value) {
    return value == null
        || value.isNull()
        || switch (this) {
          case LEAF -> true;
          case STRUCT, MAP -> value.isObject();
          case KEYED, SET -> value.isArray();
        };
  }

  private static boolean isNothing(@Nullable JsonNode value) {
    return value == null || value.isNull() || (value.isContainerNode() && value.isEmpty());
  }

  /** What a field of an object or map is; empty for a field that its schema does not know. */
  static Optional<Schema> field(Schema schema, String name) {
    return of(schema) == MAP ? Optional.of(schema.items()) : schema.property(name);
  }

  /** How a path names an element of a list; empty for an element that cannot be told apart. */
  static Optional<PathElement> element(Schema list, JsonNode element) {
    if (of(list) == SET) {
      return element.isValueNode() && !element.isNull()
          ? Optional.of(new PathElement.Value(element))
          : Optional.empty();
    }
    List<PathElement.Key.Part> parts = new ArrayList<>();
    for (String name : keys(list)) {
      JsonNode value = element.get(name);
      if (value == null) {
        value = list.items().property(name).flatMap(Schema::defaultValue).orElse(null);
      }
      if (value != null) {
        parts.add(new PathElement.Key.Part(name, value));
      }
    }
    return parts.isEmpty() || !element.isObject()
        ? Optional.empty()
        : Optional.of(new PathElement.Key(List.copyOf(parts)));
  }

  /** In the order of their names, as paths write them. */
  static List<String> keys(Schema list) {
    List<String> keys =
        list.listMapKeys().isEmpty() ? list.patchMergeKey().stream().toList() : list.listMapKeys();
    return keys.size() < 2 ? keys : keys.stream().sorted().toList();
  }
}
