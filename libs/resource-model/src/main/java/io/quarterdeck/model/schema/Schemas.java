package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of the built-in kinds, by the names that the published OpenAPI document gives them.
 * The data of a package is read when one of its definitions is first asked for. Thread-safe.
 */
public final class Schemas {
  private static final class Holder {
    private static final Schemas BUILT_IN = new Schemas();
  }

  private final Map<String, String> kinds = new HashMap<>();
  private final Map<String, Map<String, Schema>> packages = new ConcurrentHashMap<>();
  private final SchemaReader reader;
  private final String fingerprint;

  private Schemas() {
    JsonNode index = resource("builtin/kinds.json");
    this.fingerprint = index.path("fingerprint").asText();
    index
        .path("kinds")
        .properties()
        .forEach(each -> kinds.put(each.getKey(), each.getValue().asText()));
    this.reader = new SchemaReader(this::required, enums());
  }

  public static Schemas builtIn() {
    return Holder.BUILT_IN;
  }

  /** The schema of a resource's objects, which must be of a built-in kind. */
  public Schema of(ResourceType type) {
    return forKind(type.apiVersion(), type.kind())
        .orElseThrow(() -> new IllegalArgumentException("no built-in kind is " + type));
  }

  public Optional<Schema> forKind(String apiVersion, String kind) {
    return Optional.ofNullable(kinds.get(apiVersion + "/" + kind)).flatMap(this::definition);
  }

  /** The definition of a name such as {@code io.k8s.api.core.v1.Pod}. */
  public Optional<Schema> definition(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(inPackage(name.substring(0, dot)).get(name));
  }

  /**
   * The descriptions of all definitions of a package: by the definition's last name, its own under
   * the empty name and those of its properties. Read each time, because only documents need them.
   */
  JsonNode descriptions(String goPackage) {
    return resource("builtin/" + goPackage + ".words.json");
  }

  /** Changes whenever the schema data does. */
  String fingerprint() {
    return fingerprint;
  }

  private Schema required(String name) {
    return definition(name).orElseThrow(() -> new IllegalStateException("no definition " + name));
  }

  private Map<String, Schema> inPackage(String goPackage) {
    return packages.computeIfAbsent(goPackage, this::read);
  }

  private Map<String, Schema> read(String goPackage) {
    String file = "builtin/" + goPackage + ".json";
    if (Schemas.class.getResource(file) == null) {
      return Map.of();
    }
    Map<String, Schema> definitions = new HashMap<>();
    for (var each : resource(file).properties()) {
      String name = goPackage + "." + each.getKey();
      definitions.put(name, reader.definition(name, each.getValue()));
    }
    return Map.copyOf(definitions);
  }

  private static Map<String, List<String>> enums() {
    Map<String, List<String>> enums = new HashMap<>();
    for (var definition : resource("enums.json").properties()) {
      for (var property : definition.getValue().properties()) {
        List<String> values = new ArrayList<>();
        property.getValue().forEach(each -> values.add(each.asText()));
        enums.put(definition.getKey() + "." + property.getKey(), List.copyOf(values));
      }
    }
    return enums;
  }

  static JsonNode resource(String file) {
    try (InputStream data = Schemas.class.getResourceAsStream(file)) {
      if (data == null) {
        throw new IllegalStateException("the schema data lacks " + file);
      }
      return Json.MAPPER.readTree(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
