package io.quarterdeck.gateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Decides what a FlowSchema's status says of the priority level that it names. Pure. */
final class DanglingSchemas {
  private static final String DANGLING = "Dangling";

  private DanglingSchemas() {}

  /**
   * The schema with the condition that it is to have; the same where it has it.
   *
   * @param levels the names of those that there are
   */
  static ApiObject judged(ApiObject schema, Set<String> levels, Instant now) {
    String level = schema.text("spec", "priorityLevelConfiguration", "name");
    boolean dangling = !levels.contains(level);
    String status = dangling ? "True" : "False";
    String message =
        "This FlowSchema references the PriorityLevelConfiguration object named \""
            + level
            + (dangling ? "\" but there is no such object" : "\" and it exists");
    JsonNode before = condition(schema);
    boolean holds =
        before.path("status").asText().equals(status)
            && before.path("message").asText().equals(message);
    return holds ? schema : with(schema, condition(status, dangling, message, now));
  }

  private static ObjectNode condition(
      String status, boolean dangling, String message, Instant now) {
    return Json.object()
        .put("type", DANGLING)
        .put("status", status)
        .put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("reason", dangling ? "NotFound" : "Found")
        .put("message", message);
  }

  private static JsonNode condition(ApiObject schema) {
    return schema
        .at("status", "conditions")
        .valueStream()
        .filter(DanglingSchemas::isDangling)
        .findFirst()
        .orElseGet(Json::object);
  }

  private static ApiObject with(ApiObject schema, ObjectNode condition) {
    ApiObject next = schema.copy();
    ArrayNode conditions = Json.MAPPER.createArrayNode();
    schema
        .at("status", "conditions")
        .valueStream()
        .filter(each -> !isDangling(each))
        .forEach(conditions::add);
    next.json().withObject("/status").set("conditions", conditions.add(condition));
    return next;
  }

  private static boolean isDangling(JsonNode condition) {
    return condition.path("type").asText().equals(DANGLING);
  }
}
