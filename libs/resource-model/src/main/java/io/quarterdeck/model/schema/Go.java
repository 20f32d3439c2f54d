package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The names of Go types that messages about wrong types mention. */
final class Go {
  /** Strings with a type of their own, by struct and field. */
  private static final Map<String, String> NAMED = new HashMap<>();

  static {
    Schemas.resource("go-types.json")
        .properties()
        .forEach(
            type -> type.getValue().forEach(field -> NAMED.put(field.asText(), type.getKey())));
  }

  private Go() {}

  /** What Go's decoder calls a JSON value. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case NULL, MISSING -> "null";
    };
  }

  static String type(Schema schema, Place place) {
    return switch (schema.type()) {
      case OBJECT, TIME, MICRO_TIME, RAW, ANY, QUANTITY, INT_OR_STRING -> named(schema);
      case ARRAY -> "[]" + type(schema.items(), place);
      case MAP ->
          schema.items().type() == Schema.Type.QUANTITY
              ? "v1.ResourceList"
              : "map[string]" + type(schema.items(), place);
      case STRING ->
          schema.format().equals("byte")
              ? "[]uint8"
              : NAMED.getOrDefault(place.property(), "string");
      case INTEGER -> schema.format();
      case NUMBER -> "float64";
      case BOOLEAN -> "bool";
    };
  }

  private static String named(Schema schema) {
    String[] parts = schema.definition().split("\\.", -1);
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }
}
