package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes definitions, and all that they refer to, as OpenAPI documents describe them. */
final class DefinitionDocuments {

  /** The two forms of the document. */
  enum Version {
    V2("#/definitions/"),
    V3("#/components/schemas/");

    private final String prefix;

    Version(String prefix) {
      this.prefix = prefix;
    }

    String reference(String definition) {
      return prefix + definition;
    }
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Version version;
  private final Map<String, JsonNode> words = new HashMap<>();
  private final Map<String, ObjectNode> documents = new TreeMap<>();

  private DefinitionDocuments(Version version) {
    this.version = version;
  }

  /** By name, in order: these definitions and what they refer to. */
  static Map<String, ObjectNode> write(Version version, Collection<Schema> definitions) {
    DefinitionDocuments documents = new DefinitionDocuments(version);
    definitions.forEach(documents::add);
    return documents.documents;
  }

  private void add(Schema schema) {
    if (documents.containsKey(schema.definition())) {
      return;
    }
    ObjectNode node = NODES.objectNode();
    documents.put(schema.definition(), node);
    describe(node, text(schema, ""));
    content(schema, node);
    if (!schema.properties().isEmpty()) {
      ObjectNode properties = node.putObject("properties");
      schema
          .properties()
          .forEach((name, each) -> properties.set(name, property(each, text(schema, name))));
    }
    if (!schema.required().isEmpty()) {
      schema.required().forEach(node.putArray("required")::add);
    }
    markers(schema, node);
  }

  private ObjectNode property(Schema schema, String description) {
    ObjectNode node = NODES.objectNode();
    describe(node, description);
    if (!schema.definition().isEmpty()) {
      reference(schema, node);
    } else {
      content(schema, node);
    }
    if (version == Version.V3) {
      schema.defaultValue().ifPresent(value -> node.set("default", value));
      if (!schema.enumValues().isEmpty()) {
        schema.enumValues().forEach(node.putArray("enum")::add);
      }
    }
    markers(schema, node);
    return node;
  }

  /** Version 3 allows nothing beside a reference, so that it is wrapped. */
  private void reference(Schema schema, ObjectNode node) {
    String reference = version.reference(schema.definition());
    if (version == Version.V3) {
      node.putArray("allOf").addObject().put("$ref", reference);
    } else {
      node.put("$ref", reference);
    }
    add(Schemas.builtIn().definition(schema.definition()).orElse(schema));
  }

  private void content(Schema schema, ObjectNode node) {
    switch (schema.type()) {
      case OBJECT, RAW -> node.put("type", "object");
      case MAP ->
          node.put("type", "object").set("additionalProperties", property(schema.items(), ""));
      case ARRAY -> node.put("type", "array").set("items", property(schema.items(), ""));
      case STRING -> node.put("type", "string");
      case INTEGER -> node.put("type", "integer");
      case NUMBER -> node.put("type", "number");
      case BOOLEAN -> node.put("type", "boolean");
      case INT_OR_STRING -> either(node, "integer").put("format", "int-or-string");
      case QUANTITY -> either(node, "number");
      case TIME, MICRO_TIME -> node.put("type", "string").put("format", "date-time");
      case ANY -> {
        // Whatever has no type may be anything.
      }
    }
    if (!schema.format().isEmpty()) {
      node.put("format", schema.format());
    }
  }

  private ObjectNode either(ObjectNode node, String orString) {
    if (version == Version.V2) {
      return node.put("type", "string");
    }
    var oneOf = node.putArray("oneOf");
    String first = orString.equals("integer") ? "integer" : "string";
    oneOf.addObject().put("type", first);
    oneOf.addObject().put("type", first.equals("integer") ? "string" : orString);
    return node;
  }

  private static void markers(Schema schema, ObjectNode node) {
    if (!schema.listType().isEmpty()) {
      node.put("x-kubernetes-list-type", schema.listType());
    }
    if (!schema.listMapKeys().isEmpty()) {
      schema.listMapKeys().forEach(node.putArray("x-kubernetes-list-map-keys")::add);
    }
    if (!schema.mapType().isEmpty()) {
      node.put("x-kubernetes-map-type", schema.mapType());
    }
    if (!schema.patchStrategy().isEmpty()) {
      node.put("x-kubernetes-patch-strategy", String.join(",", schema.patchStrategy()));
    }
    schema.patchMergeKey().ifPresent(key -> node.put("x-kubernetes-patch-merge-key", key));
  }

  private static void describe(ObjectNode node, String description) {
    if (!description.isEmpty()) {
      node.put("description", description);
    }
  }

  private String text(Schema owner, String property) {
    String name = owner.definition();
    int dot = name.lastIndexOf('.');
    return words
        .computeIfAbsent(name.substring(0, dot), Schemas.builtIn()::descriptions)
        .path(name.substring(dot + 1))
        .path(property)
        .asText("");
  }
}
