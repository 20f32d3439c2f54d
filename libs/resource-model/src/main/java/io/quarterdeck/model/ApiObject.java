package io.quarterdeck.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes object as its JSON tree, with the metadata that every kind has. Whoever holds one
 * treats it as a value: {@link #copy()} before changing {@link #json()}.
 */
public final class ApiObject {
  private final ObjectNode json;

  private ApiObject(ObjectNode json) {
    this.json = json;
  }

  public static ApiObject of(ObjectNode json) {
    return new ApiObject(json);
  }

  public static ApiObject parse(byte[] json) {
    return new ApiObject((ObjectNode) Json.parse(json));
  }

  /** A new object of this type with nothing but its identity. */
  public static ApiObject create(ResourceType type, ObjectKey key) {
    ObjectNode json = Json.object();
    json.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = json.putObject("metadata").put("name", key.name());
    if (!key.namespace().isEmpty()) {
      metadata.put("namespace", key.namespace());
    }
    return new ApiObject(json);
  }

  public ObjectNode json() {
    return json;
  }

  public ApiObject copy() {
    return new ApiObject(json.deepCopy());
  }

  public byte[] bytes() {
    return Json.bytes(json);
  }

  public String apiVersion() {
    return text("apiVersion");
  }

  public String kind() {
    return text("kind");
  }

  public String name() {
    return text("metadata", "name");
  }

  public String namespace() {
    return text("metadata", "namespace");
  }

  public ObjectKey key() {
    return new ObjectKey(namespace(), name());
  }

  public String uid() {
    return text("metadata", "uid");
  }

  public String resourceVersion() {
    return text("metadata", "resourceVersion");
  }

  /** The revision of this version of the object; 0 when it was never stored. */
  public long revision() {
    String version = resourceVersion();
    return version.isEmpty() ? 0 : Long.parseLong(version);
  }

  public long generation() {
    return at("metadata", "generation").asLong();
  }

  public Map<String, String> labels() {
    return strings("metadata", "labels");
  }

  public Map<String, String> annotations() {
    return strings("metadata", "annotations");
  }

  public List<String> finalizers() {
    List<String> finalizers = new ArrayList<>();
    at("metadata", "finalizers").forEach(each -> finalizers.add(each.asText()));
    return Collections.unmodifiableList(finalizers);
  }

  public Optional<Instant> creationTime() {
    return time("metadata", "creationTimestamp");
  }

  public Optional<Instant> deletionTime() {
    return time("metadata", "deletionTimestamp");
  }

  public boolean isBeingDeleted() {
    return deletionTime().isPresent();
  }

  public List<OwnerReference> ownerReferences() {
    List<OwnerReference> owners = new ArrayList<>();
    for (JsonNode owner : at("metadata", "ownerReferences")) {
      owners.add(
          new OwnerReference(
              owner.path("apiVersion").asText(),
              owner.path("kind").asText(),
              owner.path("name").asText(),
              owner.path("uid").asText(),
              owner.path("controller").asBoolean(),
              owner.path("blockOwnerDeletion").asBoolean()));
    }
    return Collections.unmodifiableList(owners);
  }

  /** The owner that manages this object; at most one reference says so. */
  public Optional<OwnerReference> controller() {
    return ownerReferences().stream().filter(OwnerReference::controller).findFirst();
  }

  /** The value at a path of field names; a missing node where any of them is absent. */
  public JsonNode at(String... path) {
    JsonNode node = json;
    for (String field : path) {
      node = node.path(field);
    }
    return node;
  }

  /** The text at a path, empty where it is absent or null. */
  public String text(String... path) {
    JsonNode node = at(path);
    return node.isNull() ? "" : node.asText("");
  }

  public int integer(int absent, String... path) {
    return at(path).asInt(absent);
  }

  public Optional<Instant> time(String... path) {
    String text = text(path);
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  public Map<String, String> strings(String... path) {
    Map<String, String> strings = new LinkedHashMap<>();
    at(path)
        .properties()
        .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText("")));
    return Collections.unmodifiableMap(strings);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiObject that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return kind() + " " + key();
  }
}
