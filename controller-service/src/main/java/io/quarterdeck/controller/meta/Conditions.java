package io.quarterdeck.controller.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.time.Instant;
import java.util.Optional;

/** Lists of conditions, one of each type. Returns new lists, changes none. */
public final class Conditions {
  private Conditions() {}

  public static Optional<JsonNode> find(JsonNode conditions, String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  public static boolean isTrue(JsonNode conditions, String type) {
    return find(conditions, type).filter(each -> text(each, "status").equals("True")).isPresent();
  }

  public static ArrayNode without(JsonNode conditions, String type) {
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode condition : conditions) {
      if (!condition.path("type").asText().equals(type)) {
        left.add(condition);
      }
    }
    return left;
  }

  /**
   * With this condition in its place; its transition time is kept while its status stays the same.
   */
  public static ArrayNode with(
      JsonNode conditions, String type, String status, String reason, String message, Instant now) {
    Optional<JsonNode> current = find(conditions, type);
    String since =
        current
            .filter(each -> text(each, "status").equals(status))
            .map(each -> text(each, "lastTransitionTime"))
            .filter(time -> !time.isEmpty())
            .orElse(Times.seconds(now));
    ObjectNode condition = current.map(JsonNode::<ObjectNode>deepCopy).orElseGet(Json::object);
    condition.put("type", type).put("status", status).put("lastTransitionTime", since);
    condition.put("reason", reason).put("message", message);
    return replaced(conditions, type, condition);
  }

  /** With this condition where that of its type was, else at the end. */
  public static ArrayNode replaced(JsonNode conditions, String type, JsonNode condition) {
    ArrayNode all = Json.MAPPER.createArrayNode();
    boolean placed = false;
    for (JsonNode each : conditions) {
      if (!each.path("type").asText().equals(type)) {
        all.add(each);
      } else if (!placed) {
        all.add(condition);
        placed = true;
      }
    }
    return placed ? all : all.add(condition);
  }

  public static String text(JsonNode condition, String field) {
    return condition.path(field).asText("");
  }
}
