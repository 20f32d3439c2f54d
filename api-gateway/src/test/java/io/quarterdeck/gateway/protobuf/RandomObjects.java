package io.quarterdeck.gateway.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Objects that a schema allows, with everything in them that it names but what protobuf cannot tell
 * from nothing: zeros, empty lists, and what kind an object within an object is.
 */
public final class RandomObjects {
  private static final int DEPTH_MAX = 9;
  private static final Set<String> TYPE = Set.of("apiVersion", "kind");
  private static final List<String> TEXTS =
      List.of("a", "kube-system", "with \"quotes\"\n", "Grüße", "日本語", "🚢", "x".repeat(300));

  private final RandomGenerator random;

  public RandomObjects(RandomGenerator random) {
    this.random = random;
  }

  public ObjectNode of(String apiVersion, String kind, Schema schema) {
    ObjectNode object = object(schema, 0);
    object.put("apiVersion", apiVersion).put("kind", kind);
    return object;
  }

  private static boolean isType(Schema schema, String name) {
    return TYPE.contains(name)
        && schema.properties().keySet().containsAll(TYPE)
        && schema.properties().containsKey("metadata");
  }

  private ObjectNode object(Schema schema, int depth) {
    ObjectNode object = Json.object();
    // The deeper, the less there is, so that objects stay small.
    int bound = depth < 3 ? 2 : 2 * depth;
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (depth < DEPTH_MAX && !isType(schema, name) && random.nextInt(bound) == 0) {
                object.set(name, value(property, depth + 1));
              }
            });
    return object;
  }

  private JsonNode value(Schema schema, int depth) {
    return switch (schema.type()) {
      case OBJECT -> object(schema, depth);
      case ARRAY -> array(schema.items(), depth);
      case MAP -> map(schema.items(), depth);
      case STRING -> string(schema);
      case INTEGER -> schema.format().equals("int64") ? int64() : int32();
      case NUMBER -> DoubleNode.valueOf(random.nextInt(1000) + 0.125);
      case BOOLEAN -> BooleanNode.TRUE;
      case INT_OR_STRING -> random.nextBoolean() ? int32() : TextNode.valueOf("25%");
      case QUANTITY -> TextNode.valueOf(random.nextInt(1, 100) + "m");
      case TIME -> TextNode.valueOf(instant().truncatedTo(ChronoUnit.SECONDS).toString());
      case MICRO_TIME -> TextNode.valueOf(instant().plusNanos(123_456_000).toString());
      case RAW -> json();
      case ANY -> any(schema);
    };
  }

  private ArrayNode array(Schema items, int depth) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      array.add(value(items, depth));
    }
    return array;
  }

  private ObjectNode map(Schema values, int depth) {
    ObjectNode map = Json.object();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      map.set("key" + random.nextInt(100), value(values, depth));
    }
    return map;
  }

  private JsonNode string(Schema schema) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return TextNode.valueOf(
        schema.format().equals("byte")
            ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            : text);
  }

  private JsonNode int32() {
    int value = random.nextInt();
    return IntNode.valueOf(value == 0 ? 1 : value);
  }

  private JsonNode int64() {
    long value = random.nextLong();
    return LongNode.valueOf(value == 0 ? 1 : value);
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(-1_000_000_000, 4_000_000_000L));
  }

  private ObjectNode json() {
    ObjectNode json = Json.object().put("zero", 0).put("text", "").put("half", 0.5);
    json.putArray("list").add(false).addNull().addObject().put("f:metadata", "x");
    return json;
  }

  /** Any JSON, or a form that the definition's name tells. */
  private JsonNode any(Schema schema) {
    return switch (schema.simpleName()) {
      case "JSONSchemaPropsOrBool" ->
          random.nextBoolean() ? BooleanNode.FALSE : Json.object().put("type", "string");
      case "JSONSchemaPropsOrArray" -> Json.object().put("type", "string");
      case "JSONSchemaPropsOrStringArray" -> Json.MAPPER.createArrayNode().add("a").add("");
      default -> random.nextBoolean() ? IntNode.valueOf(0) : json();
    };
  }
}
