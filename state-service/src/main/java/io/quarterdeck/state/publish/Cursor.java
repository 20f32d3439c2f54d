package io.quarterdeck.state.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to where everything is published: a record in the same Kafka transaction as the events.
 *
 * @param time of the commit at that revision, which tells two histories with the same numbers apart
 * @param refilling the topics are being filled from the current state and are not complete
 */
record Cursor(String incarnation, long revision, Optional<Instant> time, boolean refilling) {
  static final String KEY = "cursor";

  static Cursor at(String incarnation, long revision, Optional<Instant> time) {
    return new Cursor(incarnation, revision, time, false);
  }

  static Cursor refilling(String incarnation, long revision) {
    return new Cursor(incarnation, revision, Optional.empty(), true);
  }

  byte[] bytes() {
    ObjectNode json = Json.object().put("incarnation", incarnation).put("revision", revision);
    time.ifPresent(it -> json.put("time", it.toString()));
    if (refilling) {
      json.put("refilling", true);
    }
    return Json.bytes(json);
  }

  static Cursor parse(byte[] json) {
    JsonNode node = Json.parse(json);
    return new Cursor(
        node.path("incarnation").asText(),
        node.path("revision").asLong(),
        Optional.of(node.path("time").asText()).filter(it -> !it.isEmpty()).map(Instant::parse),
        node.path("refilling").asBoolean());
  }
}
