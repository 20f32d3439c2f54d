package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.fields.FieldSet.Node;
import io.quarterdeck.model.schema.Schema;
import java.util.Map;

/** Takes the members of a field set out of an object. */
public final class Removal {
  private Removal() {}

  /**
   * The object without these fields; a list or map of which nothing is left is null, because it was
   * not removed itself. The outcome shares values with the object.
   */
  public static JsonNode of(Schema schema, JsonNode value, FieldSet fields) {
    if (fields.isEmpty()) {
      return value;
    }
    return switch (Shape.of(schema, value, null)) {
      case LEAF -> value;
      case STRUCT, MAP -> object(schema, value, fields);
      case KEYED, SET -> list(schema, value, fields);
    };
  }

  private static JsonNode object(Schema schema, JsonNode object, FieldSet fields) {
    ObjectNode left = Json.object();
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      Node node = fields.at(PathElement.field(each.getKey()));
      if (!node.member()) {
        left.set(
            each.getKey(),
            Shape.field(schema, each.getKey())
                .map(field -> of(field, each.getValue(), node.below()))
                .orElse(each.getValue()));
      }
    }
    return left.isEmpty() ? NullNode.getInstance() : left;
  }

  private static JsonNode list(Schema schema, JsonNode list, FieldSet fields) {
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode each : list) {
      Node node = Shape.element(schema, each).map(fields::at).orElse(Node.NONE);
      if (!node.member()) {
        left.add(of(schema.items(), each, node.below()));
      }
    }
    return left.isEmpty() ? NullNode.getInstance() : left;
  }
}
