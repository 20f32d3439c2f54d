package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import java.util.List;

/**
 * What {@code events.k8s.io} asks of Events beyond what the core does: nothing in them is of the
 * time before there were series, and only the series goes on.
 */
final class EventGroupRules {
  private static final String UNSET = "needs to be unset";

  private EventGroupRules() {}

  /** Of an Event in the form of the core. */
  static List<FieldError> create(ApiObject event) {
    Problems problems = new Problems();
    series(event.at("series"), problems);
    if (event.text("eventTime").isEmpty()) {
      problems.required("eventTime", "");
    }
    String type = event.text("type");
    if (!type.equals("Normal") && !type.equals("Warning")) {
      problems.invalid("type", "", "has invalid value: " + type);
    }
    for (String time : List.of("firstTimestamp", "lastTimestamp")) {
      if (!event.text(time).isEmpty()) {
        problems.invalid(time, "", UNSET);
      }
    }
    if (event.integer(0, "count") != 0) {
      problems.invalid("count", "", UNSET);
    }
    if (!event.text("source", "component").isEmpty() || !event.text("source", "host").isEmpty()) {
      problems.invalid("source", "", UNSET);
    }
    return problems.list();
  }

  private static void series(JsonNode series, Problems problems) {
    if (series.isObject()) {
      if (series.path("count").asInt() < 2) {
        problems.invalid("series.count", "", "should be at least 2");
      }
      if (series.path("lastObservedTime").asText("").isEmpty()) {
        problems.required("series.lastObservedTime", "");
      }
    }
  }

  static List<FieldError> update(ApiObject event, ApiObject old) {
    Problems problems = new Problems();
    if (!event.at("series").equals(old.at("series"))) {
      series(event.at("series"), problems);
    }
    problems.immutable(
        structure(event, "involvedObject"), structure(old, "involvedObject"), "involvedObject");
    sameTexts(event, old, problems, "reason", "message");
    problems.immutable(structure(event, "source"), structure(old, "source"), "source");
    same(event, old, problems, "firstTimestamp", "lastTimestamp");
    problems.immutable(
        new IntNode(event.integer(0, "count")), new IntNode(old.integer(0, "count")), "count");
    sameTexts(event, old, problems, "type");
    same(event, old, problems, "eventTime");
    sameTexts(event, old, problems, "action");
    same(event, old, problems, "related");
    problems.immutable(
        TextNode.valueOf(event.text("reportingComponent")),
        TextNode.valueOf(old.text("reportingComponent")),
        "reportingController");
    sameTexts(event, old, problems, "reportingInstance");
    return problems.list();
  }

  private static void same(ApiObject event, ApiObject old, Problems problems, String... fields) {
    for (String field : fields) {
      problems.immutable(event.at(field), old.at(field), field);
    }
  }

  /** An absent text is an empty one. */
  private static void sameTexts(
      ApiObject event, ApiObject old, Problems problems, String... fields) {
    for (String field : fields) {
      problems.immutable(
          TextNode.valueOf(event.text(field)), TextNode.valueOf(old.text(field)), field);
    }
  }

  private static JsonNode structure(ApiObject event, String field) {
    JsonNode structure = event.at(field);
    return structure.isMissingNode() ? Json.object() : structure;
  }
}
