package io.quarterdeck.schema.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the sources tell: by package, the definitions without words and, apart from
 * them because only documents need them, their descriptions; and which kind each definition is.
 */
final class SchemaWriter {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Go constants that default markers refer to. */
  private static final Map<String, String> CONSTANTS =
      Map.of(
          "ref(AzureSharedBlobDisk)", "\"Shared\"",
          "ref(AzureDataDiskCachingReadWrite)", "\"ReadWrite\"");

  private final Sources sources;
  private final Names names;
  private final Messages messages;
  private final Types types;

  /** Package to definitions. */
  final Map<String, ObjectNode> definitions = new TreeMap<>();

  /** Package to descriptions, of a definition under the empty name and of its fields. */
  final Map<String, ObjectNode> descriptions = new TreeMap<>();

  /** Package to messages: how a definition is written in protobuf, by field number. */
  final Map<String, ObjectNode> wire = new TreeMap<>();

  /** Group, version and kind to definition. */
  final ObjectNode kinds = JSON.createObjectNode();

  SchemaWriter(Sources sources) {
    this.sources = sources;
    this.names = Names.of(sources);
    this.messages = new Messages(sources.messages());
    this.types = new Types(names);
  }

  SchemaWriter write() {
    for (ModelClass model : sources.models().values()) {
      names.definition(model.name()).ifPresent(definition -> write(definition, model));
    }
    sources.messages().values().forEach(this::writeWire);
    supplementWire();
    Types.WELL_KNOWN.forEach(this::writeWellKnown);
    supplement();
    for (ApiGroup group : sources.groups()) {
      ObjectNode inPackage = definitions.get(group.goPackage());
      if (inPackage != null) {
        inPackage.properties().forEach(each -> writeKind(group, each.getKey(), each.getValue()));
      }
    }
    return this;
  }

  /** Adds what is known of the few versions that protobuf sources do not cover. */
  private void supplement() {
    try (InputStream facts = SchemaWriter.class.getResourceAsStream("supplement.json")) {
      for (var definition : JSON.readTree(facts).properties()) {
        String name = definition.getKey();
        int dot = name.lastIndexOf('.');
        ObjectNode inPackage =
            Objects.requireNonNull(definitions.get(name.substring(0, dot)), name);
        JsonNode properties = inPackage.path(name.substring(dot + 1)).path("properties");
        for (var fact : definition.getValue().properties()) {
          ((ObjectNode) properties.required(fact.getKey())).setAll((ObjectNode) fact.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the messages of a package that the sources have models of and no protobuf. */
  private void supplementWire() {
    try (InputStream facts = SchemaWriter.class.getResourceAsStream("supplement.wire.json")) {
      for (var message : JSON.readTree(facts).properties()) {
        place(wire, message.getKey()).setAll((ObjectNode) message.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, ModelClass model) {
    ObjectNode definition = place(definitions, name);
    ObjectNode words = place(descriptions, name);
    words.put("", model.description());
    definition.put("type", "object");
    messages
        .of(name)
        .ifPresent(message -> markers(definition, message.comment(), "structType", "mapType"));
    for (ModelClass.Field field : model.fields()) {
      if (field.required()) {
        definition.withArray("required").add(field.name());
      }
    }
    Map<String, ProtoMessage.Field> protos = messages.fields(name, model);
    ObjectNode properties = definition.putObject("properties");
    for (ModelClass.Field field : model.fields()) {
      ProtoMessage.Field proto = protos.get(ProtoMessage.lower(field.name()));
      String owner = name + "." + field.name();
      ObjectNode property = types.property(owner, field.type(), proto == null ? "" : proto.type());
      if (proto != null) {
        markers(property, proto.comment());
      }
      properties.set(field.name(), property);
      words.put(field.name(), describe(field, proto));
    }
  }

  /** A field that refers to a definition has no description in the model. */
  private static String describe(ModelClass.Field field, ProtoMessage.@Nullable Field proto) {
    return field.description().isEmpty() && proto != null
        ? proto.comment().flowing()
        : field.description();
  }

  private void writeWellKnown(String name, String type) {
    place(definitions, name).put("type", type);
    String words = messages.of(name).map(message -> message.comment().flowing()).orElse("");
    place(descriptions, name).put("", words);
  }

  private void writeKind(ApiGroup group, String name, JsonNode definition) {
    JsonNode properties = definition.path("properties");
    if (properties.has("apiVersion") && properties.has("kind") && properties.has("metadata")) {
      String apiVersion =
          group.group().isEmpty() ? group.version() : group.group() + "/" + group.version();
      kinds.put(apiVersion + "/" + name, group.goPackage() + "." + name);
    }
  }

  private void writeWire(ProtoMessage message) {
    ObjectNode fields = place(wire, Names.ofMessage(message.name()));
    for (ProtoMessage.Field field : message.fields().values()) {
      ObjectNode written =
          fields
              .putObject(Integer.toString(field.number()))
              .put("name", field.name())
              .put("type", field.type());
      if (field.repeated()) {
        written.put("repeated", true);
      }
    }
  }

  private static void markers(ObjectNode property, Comment comment) {
    comment.marker("listType").ifPresent(type -> property.put("listType", type));
    List<String> keys = comment.all("listMapKey");
    keys.forEach(key -> property.withArray("listMapKeys").add(key));
    markers(property, comment, "mapType", "mapType");
    markers(property, comment, "structType", "mapType");
    markers(property, comment, "patchStrategy", "patchStrategy");
    markers(property, comment, "patchMergeKey", "patchMergeKey");
    comment.marker("default").ifPresent(value -> property.set("default", value(value)));
  }

  private static void markers(ObjectNode node, Comment comment, String marker, String field) {
    comment.marker(marker).ifPresent(value -> node.put(field, value));
  }

  private static JsonNode value(String json) {
    try {
      return JSON.readTree(CONSTANTS.getOrDefault(json, json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a default marker is not JSON: " + json, e);
    }
  }

  private static ObjectNode place(Map<String, ObjectNode> packages, String definition) {
    int dot = definition.lastIndexOf('.');
    return packages
        .computeIfAbsent(definition.substring(0, dot), key -> JSON.createObjectNode())
        .putObject(definition.substring(dot + 1));
  }
}
