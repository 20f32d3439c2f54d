package io.quarterdeck.state.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docs/asyncapi.yaml}, with as much of JSON Schema as it uses. A keyword that is not known
 * here is an error, so that nothing in the document goes unchecked.
 */
final class AsyncApi {
  private static final Path FILE = Path.of("..", "docs", "asyncapi.yaml");

  private final JsonNode root;

  private AsyncApi(JsonNode root) {
    this.root = root;
  }

  static AsyncApi read() {
    try (var text = Files.newBufferedReader(FILE)) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return new AsyncApi(Json.MAPPER.valueToTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode at(String pointer) {
    JsonNode node = root;
    for (String segment : pointer.substring(1).split("/", -1)) {
      node = resolved(node).path(segment);
    }
    return resolved(node);
  }

  Iterable<Map.Entry<String, JsonNode>> children(String pointer) {
    return at(pointer).properties();
  }

  JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isTextual() ? at(reference.asText().substring(1)) : node;
  }

  /** What of a value is not as a schema says; empty when it fits. */
  List<String> complaints(JsonNode schema, JsonNode value) {
    List<String> complaints = new ArrayList<>();
    check(resolved(schema), value, "", complaints);
    return complaints;
  }

  private void check(JsonNode schema, JsonNode value, String where, List<String> complaints) {
    schema
        .properties()
        .forEach(rule -> check(schema, rule.getKey(), rule.getValue(), value, where, complaints));
  }

  private void check(
      JsonNode schema,
      String keyword,
      JsonNode rule,
      JsonNode value,
      String where,
      List<String> complaints) {
    boolean holds =
        switch (keyword) {
          case "type" -> rule.asText().equals(type(value));
          case "const" -> rule.equals(value);
          case "enum" -> rule.valueStream().anyMatch(value::equals);
          case "pattern" -> Pattern.compile(rule.asText()).matcher(value.asText()).find();
          case "required" -> rule.valueStream().allMatch(name -> value.has(name.asText()));
          case "additionalProperties" ->
              value.propertyStream().allMatch(each -> schema.at("/properties").has(each.getKey()));
          case "properties" -> properties(rule, value, where, complaints);
          case "allOf" -> {
            rule.forEach(each -> check(resolved(each), value, where, complaints));
            yield true;
          }
          case "if" -> {
            boolean met = complaints(rule, value).isEmpty();
            check(resolved(schema.path(met ? "then" : "else")), value, where, complaints);
            yield true;
          }
          case "then", "else", "description", "format" -> true;
          default -> throw new IllegalStateException("no meaning is known for " + keyword);
        };
    if (!holds) {
      complaints.add(where + " is " + value + " against " + keyword + " " + rule);
    }
  }

  private boolean properties(
      JsonNode rules, JsonNode value, String where, List<String> complaints) {
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      if (value.has(rule.getKey())) {
        check(
            resolved(rule.getValue()),
            value.path(rule.getKey()),
            where + "/" + rule.getKey(),
            complaints);
      }
    }
    return true;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not of JSON: " + value);
    };
  }
}
