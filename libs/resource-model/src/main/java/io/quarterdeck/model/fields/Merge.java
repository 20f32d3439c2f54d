package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.util.Map;

/**
 * Puts what somebody wants of an object over the object. What the wish does not speak of stays. The
 * outcome shares values with both.
 */
public final class Merge {
  private Merge() {}

  /**
   * The merged value.
   *
   * @param wanted in whose lists every element can be told apart
   */
  public static JsonNode of(Schema schema, JsonNode live, JsonNode wanted) {
    return switch (Shape.of(schema, live, wanted)) {
      case LEAF -> wanted;
      case STRUCT, MAP -> objects(schema, live, wanted);
      case KEYED, SET -> new ListMerge(schema, live, wanted).merged();
    };
  }

  private static ObjectNode objects(Schema schema, JsonNode live, JsonNode wanted) {
    ObjectNode merged = Json.object();
    live.properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
    for (Map.Entry<String, JsonNode> each : wanted.properties()) {
      Schema field = Shape.field(schema, each.getKey()).orElse(null);
      JsonNode old = live.get(each.getKey());
      merged.set(
          each.getKey(),
          old == null || field == null ? each.getValue() : of(field, old, each.getValue()));
    }
    return merged;
  }
}
