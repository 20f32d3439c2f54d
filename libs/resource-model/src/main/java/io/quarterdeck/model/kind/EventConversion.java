package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Events of their own group are those of the core with other names for some fields. */
final class EventConversion implements Conversion {
  private static final Map<String, String> CORE =
      Map.of(
          "regarding", "involvedObject",
          "note", "message",
          "reportingController", "reportingComponent",
          "deprecatedSource", "source",
          "deprecatedFirstTimestamp", "firstTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp",
          "deprecatedCount", "count");
  private static final Map<String, String> OWN =
      CORE.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  @Override
  public ObjectNode toStored(ObjectNode event) {
    ObjectNode core = renamed(event, CORE).put("apiVersion", "v1");
    if (!core.has("involvedObject")) {
      core.putObject("involvedObject");
    }
    return core;
  }

  @Override
  public ObjectNode fromStored(ObjectNode event) {
    return renamed(event, OWN).put("apiVersion", "events.k8s.io/v1");
  }

  @Override
  public List<FieldError> validateCreate(ApiObject stored) {
    return EventGroupRules.create(stored);
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject stored, ApiObject old) {
    return EventGroupRules.update(stored, old);
  }

  private static ObjectNode renamed(ObjectNode event, Map<String, String> names) {
    ObjectNode renamed = Json.object();
    for (Map.Entry<String, JsonNode> each : event.properties()) {
      renamed.set(names.getOrDefault(each.getKey(), each.getKey()), each.getValue());
    }
    return renamed;
  }
}
