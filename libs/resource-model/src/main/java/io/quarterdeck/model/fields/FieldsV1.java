package io.quarterdeck.model.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.fields.FieldSet.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON form {@code FieldsV1} of a field set. */
public final class FieldsV1 {
  private static final String SELF = ".";

  private FieldsV1() {}

  public static ObjectNode write(FieldSet set) {
    ObjectNode json = Json.object();
    for (Map.Entry<PathElement, Node> each : set.nodes().entrySet()) {
      Node node = each.getValue();
      ObjectNode below = json.putObject(each.getKey().serialized());
      if (node.member() && !node.below().isEmpty()) {
        below.putObject(SELF);
      }
      below.setAll(write(node.below()));
    }
    return json;
  }

  /** Reads a set; steps of a kind that nobody knows yet are left out. */
  public static FieldSet read(JsonNode json) throws FieldsException {
    if (!json.isObject()) {
      throw new FieldsException("a field set is an object");
    }
    NavigableMap<PathElement, Node> nodes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      Optional<PathElement> element =
          each.getKey().equals(SELF) ? Optional.empty() : element(each.getKey());
      if (element.isPresent()) {
        FieldSet below = read(each.getValue());
        nodes.put(element.get(), new Node(below.isEmpty() || each.getValue().has(SELF), below));
      }
    }
    return FieldSet.of(nodes);
  }

  private static Optional<PathElement> element(String text) throws FieldsException {
    if (text.length() < 2 || text.charAt(1) != ':') {
      throw new FieldsException("not a step of a path: " + text);
    }
    String content = text.substring(2);
    return switch (text.charAt(0)) {
      case 'f' -> Optional.of(new PathElement.Field(content));
      case 'k' -> Optional.of(key(parse(content)));
      case 'v' -> Optional.of(new PathElement.Value(parse(content)));
      case 'i' -> Optional.of(index(content));
      default -> Optional.empty();
    };
  }

  private static PathElement key(JsonNode content) throws FieldsException {
    if (!content.isObject()) {
      throw new FieldsException("a key is an object, not " + content);
    }
    List<PathElement.Key.Part> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : content.properties()) {
      parts.add(new PathElement.Key.Part(each.getKey(), each.getValue()));
    }
    parts.sort(Comparator.comparing(PathElement.Key.Part::name));
    return new PathElement.Key(List.copyOf(parts));
  }

  private static PathElement index(String content) throws FieldsException {
    try {
      return new PathElement.Index(Integer.parseInt(content));
    } catch (NumberFormatException e) {
      throw new FieldsException("not an index: " + content);
    }
  }

  private static JsonNode parse(String content) throws FieldsException {
    try {
      JsonNode value = Json.MAPPER.readTree(content);
      if (value.isMissingNode()) {
        throw new FieldsException("a value is missing");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new FieldsException("not JSON: " + content);
    }
  }
}
