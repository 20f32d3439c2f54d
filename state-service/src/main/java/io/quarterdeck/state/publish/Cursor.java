package io.quarterdeck.state.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;

/** Up to where everything is published: a record in the same Kafka transaction as the events. */
public record Cursor(String incarnation, long revision) {
  static final String KEY = "cursor";

  byte[] bytes() {
    return Json.bytes(Json.object().put("incarnation", incarnation).put("revision", revision));
  }

  static Cursor parse(byte[] json) {
    JsonNode node = Json.parse(json);
    return new Cursor(node.path("incarnation").asText(), node.path("revision").asLong());
  }
}
