package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Writes a version 2 document in the protobuf form that Kubernetes clients ask for, {@code
 * openapi.v2.Document}. The numbers are those of its fields; extensions travel as YAML text.
 */
final class GnosticWriter {
  private static final Map<String, Integer> METHODS =
      Map.of("get", 2, "put", 3, "post", 4, "delete", 5, "options", 6, "head", 7, "patch", 8);

  private GnosticWriter() {}

  static byte[] document(JsonNode document) {
    ProtoOutput out = new ProtoOutput();
    out.string(1, document.path("swagger").asText());
    JsonNode info = document.path("info");
    out.message(
        2,
        message -> {
          message.string(1, info.path("title").asText());
          message.string(2, info.path("version").asText());
        });
    out.message(8, message -> named(message, 2, document.path("paths"), GnosticWriter::path));
    out.message(
        9, message -> named(message, 1, document.path("definitions"), GnosticWriter::schema));
    out.message(
        13,
        message ->
            named(message, 1, document.path("securityDefinitions"), GnosticWriter::security));
    return out.bytes();
  }

  /** Writes one part of a document. */
  private interface Part {
    void write(ProtoOutput out, JsonNode node);
  }

  /** A map is a list of messages, each with a name and a value. */
  private static void named(ProtoOutput out, int field, JsonNode map, Part part) {
    for (var each : map.properties()) {
      out.message(
          field,
          entry -> {
            entry.string(1, each.getKey());
            entry.message(2, value -> part.write(value, each.getValue()));
          });
    }
  }

  private static void path(ProtoOutput out, JsonNode path) {
    METHODS.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .filter(method -> path.has(method.getKey()))
        .forEach(
            method ->
                out.message(
                    method.getValue(), message -> operation(message, path.get(method.getKey()))));
    path.path("parameters").forEach(each -> out.message(9, item -> parameter(item, each)));
  }

  private static void operation(ProtoOutput out, JsonNode operation) {
    strings(out, 1, operation.path("tags"));
    out.string(3, operation.path("description").asText());
    out.string(5, operation.path("operationId").asText());
    strings(out, 6, operation.path("produces"));
    strings(out, 7, operation.path("consumes"));
    operation.path("parameters").forEach(each -> out.message(8, item -> parameter(item, each)));
    out.message(
        9, responses -> named(responses, 1, operation.path("responses"), GnosticWriter::response));
    extensions(out, 13, operation);
  }

  private static void response(ProtoOutput out, JsonNode response) {
    out.message(
        1,
        message -> {
          message.string(1, response.path("description").asText());
          message.message(
              2, item -> item.message(1, schema -> schema(schema, response.path("schema"))));
        });
  }

  private static void parameter(ProtoOutput out, JsonNode parameter) {
    if (parameter.path("in").asText().equals("body")) {
      out.message(1, any -> any.message(1, body -> body(body, parameter)));
      return;
    }
    boolean inPath = parameter.path("in").asText().equals("path");
    out.message(
        1,
        any ->
            any.message(
                2,
                nonBody -> nonBody.message(inPath ? 4 : 3, it -> simple(it, parameter, inPath))));
  }

  private static void body(ProtoOutput out, JsonNode parameter) {
    out.string(2, parameter.path("name").asText());
    out.string(3, parameter.path("in").asText());
    out.flag(4, parameter.path("required").asBoolean());
    out.message(5, schema -> schema(schema, parameter.path("schema")));
  }

  private static void simple(ProtoOutput out, JsonNode parameter, boolean inPath) {
    out.flag(1, parameter.path("required").asBoolean());
    out.string(2, parameter.path("in").asText());
    out.string(3, parameter.path("description").asText());
    out.string(4, parameter.path("name").asText());
    out.string(inPath ? 5 : 6, parameter.path("type").asText());
    out.flag(inPath ? 19 : 20, parameter.path("uniqueItems").asBoolean());
  }

  private static void schema(ProtoOutput out, JsonNode schema) {
    out.string(1, schema.path("$ref").asText());
    out.string(2, schema.path("format").asText());
    out.string(4, schema.path("description").asText());
    strings(out, 19, schema.path("required"));
    if (schema.has("additionalProperties")) {
      out.message(
          21, item -> item.message(1, value -> schema(value, schema.get("additionalProperties"))));
    }
    if (schema.has("type")) {
      out.message(22, type -> type.element(1, schema.get("type").asText()));
    }
    if (schema.has("items")) {
      out.message(23, items -> items.message(1, each -> schema(each, schema.get("items"))));
    }
    if (schema.has("properties")) {
      out.message(
          25, properties -> named(properties, 1, schema.get("properties"), GnosticWriter::schema));
    }
    extensions(out, 31, schema);
  }

  private static void security(ProtoOutput out, JsonNode scheme) {
    out.message(
        2,
        key -> {
          key.string(1, scheme.path("type").asText());
          key.string(2, scheme.path("name").asText());
          key.string(3, scheme.path("in").asText());
          key.string(4, scheme.path("description").asText());
        });
  }

  private static void extensions(ProtoOutput out, int field, JsonNode node) {
    for (var each : node.properties()) {
      if (each.getKey().startsWith("x-")) {
        out.message(
            field,
            extension -> {
              extension.string(1, each.getKey());
              extension.message(2, any -> any.string(2, each.getValue().toString() + "\n"));
            });
      }
    }
  }

  private static void strings(ProtoOutput out, int field, JsonNode array) {
    array.forEach(each -> out.element(field, each.asText()));
  }
}
