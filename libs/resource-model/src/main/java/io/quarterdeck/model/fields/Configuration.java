package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds what makes an object unfit to be merged: fields that nobody knows, and list elements that
 * cannot be told apart. Types of values are the decoder's business.
 */
public final class Configuration {
  private final List<String> problems = new ArrayList<>();

  private Configuration() {}

  /** What is wrong, each with its path; empty where all is well. */
  public static List<String> problems(Schema schema, JsonNode object) {
    Configuration configuration = new Configuration();
    configuration.check(schema, object, "");
    return List.copyOf(configuration.problems);
  }

  private void check(Schema schema, JsonNode value, String path) {
    switch (schema.type()) {
      case OBJECT -> struct(schema, value, path);
      case MAP ->
          value
              .properties()
              .forEach(each -> check(schema.items(), each.getValue(), path + "." + each.getKey()));
      case ARRAY -> list(schema, value, path);
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
        // Nothing below.
      }
    }
  }

  private void struct(Schema schema, JsonNode object, String path) {
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      String where = path + "." + each.getKey();
      schema
          .property(each.getKey())
          .ifPresentOrElse(
              field -> check(field, each.getValue(), where),
              () -> problems.add(where + ": field not declared in schema"));
    }
  }

  private void list(Schema schema, JsonNode list, String path) {
    if (!list.isArray()) {
      return;
    }
    if (Shape.of(schema) == Shape.LEAF) {
      for (int i = 0; i < list.size(); i++) {
        check(schema.items(), list.get(i), path + "[" + i + "]");
      }
      return;
    }
    TreeSet<PathElement> seen = new TreeSet<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode each = list.get(i);
      PathElement element = Shape.element(schema, each).orElse(null);
      if (element == null) {
        problems.add(path + ": element " + i + ": " + unnamed(schema, each));
      } else {
        if (!seen.add(element)) {
          problems.add(path + ": duplicate entries for key " + element);
        }
        check(schema.items(), each, path + element);
      }
    }
  }

  private static String unnamed(Schema list, JsonNode element) {
    if (Shape.of(list) == Shape.SET) {
      return element.isNull()
          ? "associative list without keys has an element that's an explicit null"
          : "associative list without keys has an element that's a map type";
    }
    if (element.isNull()) {
      return "associative list with keys may not have a null element";
    }
    if (!element.isObject()) {
      return "associative list with keys may not have non-map elements";
    }
    String keys =
        Shape.keys(list).stream().map(key -> '"' + key + '"').collect(Collectors.joining(" "));
    return "associative list with keys has an element that omits all key fields ["
        + keys
        + "] (and doesn't have default values for any key fields)";
  }
}
