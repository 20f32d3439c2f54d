package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;

/**
 * With which resources a container runs: those that the runtime was given last. The runtime itself
 * does not tell.
 *
 * @param id of the run that this holds for
 */
public record Actuated(String id, JsonNode resources) {

  /** Whether a run has, of CPU or memory, something else than it is to have. */
  boolean differs(String resource, JsonNode wanted) {
    return differs("requests", resource, wanted) || differs("limits", resource, wanted);
  }

  private boolean differs(String amounts, String resource, JsonNode wanted) {
    return !resources
        .path(amounts)
        .path(resource)
        .asText("")
        .equals(wanted.path(amounts).path(resource).asText(""));
  }

  JsonNode json() {
    return Json.object().put("id", id).set("resources", resources);
  }

  static Actuated read(JsonNode json) {
    return new Actuated(json.path("id").asText(), json.path("resources"));
  }
}
