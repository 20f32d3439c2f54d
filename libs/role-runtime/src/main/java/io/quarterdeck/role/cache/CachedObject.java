package io.quarterdeck.role.cache;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object as the cache holds it: its bytes, or what is kept of them, and the few fields that are
 * asked for often.
 */
final class CachedObject {
  /** The mapper itself would insist that nothing follows what it reads. */
  private static final ObjectReader METADATA_READER =
      Json.MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final byte[] bytes;
  private final String uid;
  private final String controllerUid;
  private final Map<String, String> labels;

  /** What a role needs of objects that it does not act on: which they are, and what holds them. */
  private static final List<String> KEPT =
      List.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "deletionTimestamp",
          "finalizers",
          "ownerReferences");

  private CachedObject(byte[] bytes, JsonNode metadata) {
    this.bytes = bytes;
    this.uid = metadata.path("uid").asText("");
    this.controllerUid = controllerUid(metadata);
    Map<String, String> found = new LinkedHashMap<>();
    metadata
        .path("labels")
        .properties()
        .forEach(label -> found.put(label.getKey(), label.getValue().asText("")));
    this.labels = Map.copyOf(found);
  }

  static CachedObject of(byte[] bytes) {
    return new CachedObject(bytes, metadata(bytes));
  }

  /** Keeps a small part of the object. */
  static CachedObject metadataOf(byte[] bytes) {
    JsonNode all = metadata(bytes);
    ObjectNode kept = Json.object();
    for (String field : KEPT) {
      if (all.has(field)) {
        kept.set(field, all.path(field));
      }
    }
    return new CachedObject(Json.bytes(only(kept)), kept);
  }

  String uid() {
    return uid;
  }

  String controllerUid() {
    return controllerUid;
  }

  Map<String, String> labels() {
    return labels;
  }

  ApiObject object() {
    return ApiObject.parse(bytes);
  }

  ApiObject metadata() {
    return ApiObject.of(only(metadata(bytes)));
  }

  private static ObjectNode only(JsonNode metadata) {
    return Json.object().set("metadata", metadata);
  }

  /** Metadata comes first in the stored form, so the rest of the object is not even scanned. */
  private static JsonNode metadata(byte[] bytes) {
    try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("metadata");
        parser.nextToken();
        if (wanted) {
          return METADATA_READER.readTree(parser);
        }
        parser.skipChildren();
      }
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String controllerUid(JsonNode metadata) {
    for (JsonNode owner : metadata.path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return owner.path("uid").asText("");
      }
    }
    return "";
  }
}
