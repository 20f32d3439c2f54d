package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the built-in kinds are written in protobuf. Thread-safe. */
public final class WireFormat {
  private static final Map<String, Map<String, WireFormat>> PACKAGES = new ConcurrentHashMap<>();

  /**
   * One field of a message.
   *
   * @param type as proto declares it: {@code string}, {@code map<string, string>}, {@code
   *     .k8s.io.api.core.v1.PodSpec}
   */
  public record Field(String name, String type, boolean repeated) {
    private static final String MAP = "map<string, ";

    public boolean isMap() {
      return type.startsWith(MAP);
    }

    /** What a map maps to, or a list lists. */
    public String valueType() {
      return isMap() ? type.substring(MAP.length(), type.length() - 1) : type;
    }
  }

  private final Map<Integer, Field> fields;

  private WireFormat(Map<Integer, Field> fields) {
    this.fields = Map.copyOf(fields);
  }

  /** The format of a message by its proto type or its definition's name. */
  public static WireFormat of(String type) {
    return find(type)
        .orElseThrow(() -> new IllegalArgumentException("no protobuf message is known of " + type));
  }

  static Optional<WireFormat> find(String type) {
    String name = definition(type);
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(
            PACKAGES
                .computeIfAbsent(name.substring(0, dot), WireFormat::read)
                .get(name.substring(dot + 1)));
  }

  /**
   * {@code .k8s.io.api.core.v1.Pod} is the definition {@code io.k8s.api.core.v1.Pod}. Packages of
   * proto have no hyphens, those of definitions do.
   */
  static String definition(String type) {
    String message = type.startsWith(".") ? type.substring(1) : type;
    return message.startsWith("k8s.io.")
        ? "io.k8s."
            + message.substring(7).replace("apiextensions_apiserver", "apiextensions-apiserver")
        : message;
  }

  public Map<Integer, Field> fields() {
    return fields;
  }

  private static Map<String, WireFormat> read(String goPackage) {
    try (InputStream data =
        WireFormat.class.getResourceAsStream("builtin/" + goPackage + ".wire.json")) {
      Map<String, WireFormat> formats = new HashMap<>();
      if (data != null) {
        for (var message : Json.MAPPER.readTree(data).properties()) {
          formats.put(message.getKey(), new WireFormat(fields(message.getValue())));
        }
      }
      return Map.copyOf(formats);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Integer, Field> fields(JsonNode message) {
    Map<Integer, Field> fields = new HashMap<>();
    for (var each : message.properties()) {
      fields.put(
          Integer.valueOf(each.getKey()),
          new Field(
              each.getValue().path("name").asText(),
              each.getValue().path("type").asText(),
              each.getValue().path("repeated").asBoolean()));
    }
    return fields;
  }
}
