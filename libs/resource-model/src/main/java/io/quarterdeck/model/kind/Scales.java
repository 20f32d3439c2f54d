package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.List;

/** The Scale of an object: its replicas in the form that every scaler understands. */
public final class Scales {
  private static final List<String> IDENTITY =
      List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");

  private Scales() {}

  public static ObjectNode of(ApiObject object) {
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field : IDENTITY) {
      JsonNode value = object.at("metadata", field);
      if (!value.isMissingNode()) {
        metadata.set(field, value);
      }
    }
    ObjectNode spec = scale.putObject("spec");
    if (object.integer(0, "spec", "replicas") > 0) {
      spec.put("replicas", object.integer(0, "spec", "replicas"));
    }
    scale
        .putObject("status")
        .put("replicas", object.integer(0, "status", "replicas"))
        .put("selector", selector(object.at("spec", "selector")).toString());
    return scale;
  }

  /** ReplicationControllers select by a map of labels, as everything did once. */
  private static LabelSelector selector(JsonNode selector) {
    boolean isMap = selector.properties().stream().anyMatch(each -> each.getValue().isTextual());
    return isMap ? LabelSelector.ofMap(selector) : LabelSelector.ofObject(selector);
  }

  /**
   * The object with the replicas of a Scale; the Scale's resourceVersion and uid remain conditions.
   */
  public static ApiObject apply(ApiObject object, ObjectNode scale) {
    ApiObject scaled = object.copy();
    scaled.json().withObject("/spec").put("replicas", scale.path("spec").path("replicas").asInt(0));
    ObjectNode metadata = scaled.json().withObject("/metadata");
    metadata.remove("resourceVersion");
    for (String condition : List.of("resourceVersion", "uid")) {
      String value = scale.path("metadata").path(condition).asText("");
      if (!value.isEmpty()) {
        metadata.put(condition, value);
      }
    }
    return scaled;
  }
}
