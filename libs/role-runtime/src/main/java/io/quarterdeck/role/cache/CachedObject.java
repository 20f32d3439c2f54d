package io.quarterdeck.role.cache;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object as the cache holds it: its bytes and the few fields that are asked for often. */
final class CachedObject {
  /** The mapper itself would insist that nothing follows what it reads. */
  private static final ObjectReader METADATA_READER =
      Json.MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final byte[] bytes;
  private final String uid;
  private final String controllerUid;
  private final Map<String, String> labels;

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
