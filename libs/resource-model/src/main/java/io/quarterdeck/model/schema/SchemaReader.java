package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.schema.Schema.Content;
import io.quarterdeck.model.schema.Schema.Markers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads definitions from the form in which the schema generator writes them. */
final class SchemaReader {
  private final Function<String, Schema> definitions;
  private final Map<String, List<String>> enums;

  /**
   * @param definitions looks up what a reference names
   * @param enums the values of closed strings, by definition and property
   */
  SchemaReader(Function<String, Schema> definitions, Map<String, List<String>> enums) {
    this.definitions = definitions;
    this.enums = enums;
  }

  Schema definition(String name, JsonNode node) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    node.path("properties")
        .properties()
        .forEach(
            each ->
                properties.put(
                    each.getKey(), property(each.getValue(), name + "." + each.getKey())));
    Content content =
        new Content(
            type(node),
            node.path("format").asText(""),
            Collections.unmodifiableMap(properties),
            strings(node.path("required")),
            List.of(),
            null);
    return new Schema(name, markers(node), content, definitions);
  }

  private Schema property(JsonNode node, String path) {
    if (node.has("ref")) {
      return new Schema(node.get("ref").asText(), markers(node), null, definitions);
    }
    List<String> values = enums.getOrDefault(path, List.of());
    Schema items = null;
    if (node.has("items")) {
      items = property(node.get("items"), path);
    } else if (node.has("additionalProperties")) {
      items = property(node.get("additionalProperties"), path);
    }
    Content content =
        new Content(
            type(node),
            node.path("format").asText("").intern(),
            Map.of(),
            Set.of(),
            items == null ? values : List.of(),
            items);
    return new Schema("", markers(node), content, definitions);
  }

  private static Schema.Type type(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "object" -> node.has("additionalProperties") ? Schema.Type.MAP : Schema.Type.OBJECT;
      case "array" -> Schema.Type.ARRAY;
      case "string" -> Schema.Type.STRING;
      case "integer" -> Schema.Type.INTEGER;
      case "number" -> Schema.Type.NUMBER;
      case "boolean" -> Schema.Type.BOOLEAN;
      case "int-or-string" -> Schema.Type.INT_OR_STRING;
      case "quantity" -> Schema.Type.QUANTITY;
      case "time" -> Schema.Type.TIME;
      case "micro-time" -> Schema.Type.MICRO_TIME;
      case "raw" -> Schema.Type.RAW;
      case "any" -> Schema.Type.ANY;
      default -> throw new IllegalArgumentException("unknown type in " + node);
    };
  }

  private static Markers markers(JsonNode node) {
    Markers markers =
        new Markers(
            node.path("listType").asText("").toLowerCase(Locale.ROOT).intern(),
            List.copyOf(strings(node.path("listMapKeys"))),
            node.path("mapType").asText("").intern(),
            node.has("patchStrategy")
                ? List.of(node.get("patchStrategy").asText().split(",", -1))
                : List.of(),
            node.path("patchMergeKey").asText("").intern(),
            Optional.ofNullable(node.get("default")));
    return markers.equals(Markers.NONE) ? Markers.NONE : markers;
  }

  private static Set<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText().intern()));
    return Collections.unmodifiableSet(new LinkedHashSet<>(strings));
  }
}
