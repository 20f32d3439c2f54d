package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An object of which nothing was said yet. In the API it has its main parts all the same, so that
 * who creates an object does not own those parts as such. Thread-safe.
 */
final class Blank {
  private static final Set<String> MAIN = Set.of("metadata", "spec", "status");
  private static final Set<String> ALWAYS_THERE =
      Set.of(
          "DeploymentSpec.strategy",
          "DeploymentSpec.template",
          "ReplicaSetSpec.template",
          "PodTemplateSpec.metadata",
          "PodTemplateSpec.spec",
          "PodSpec.containers",
          "EndpointSlice.endpoints",
          "EndpointSlice.ports",
          "Event.involvedObject",
          "Event.source");
  private static final Map<String, JsonNode> KNOWN = new ConcurrentHashMap<>();

  private Blank() {}

  static JsonNode of(Schema kind) {
    return KNOWN.computeIfAbsent(kind.definition(), absent -> part(kind, true));
  }

  /** An object with the main parts that it leaves out; the object itself where it has them all. */
  static JsonNode under(Schema kind, JsonNode object) {
    ObjectNode whole = null;
    for (Map.Entry<String, JsonNode> part : of(kind).properties()) {
      if (!object.has(part.getKey())) {
        whole = whole == null ? shallowCopy(object) : whole;
        whole.set(part.getKey(), part.getValue());
      }
    }
    return whole == null ? object : whole;
  }

  private static ObjectNode shallowCopy(JsonNode object) {
    ObjectNode copy = Json.object();
    object.properties().forEach(each -> copy.set(each.getKey(), each.getValue()));
    return copy;
  }

  private static ObjectNode part(Schema schema, boolean isRoot) {
    ObjectNode part = Json.object();
    schema
        .properties()
        .forEach(
            (name, property) -> {
              boolean isThere =
                  (isRoot && MAIN.contains(name))
                      || ALWAYS_THERE.contains(schema.simpleName() + "." + name);
              if (isThere && property.type() == Schema.Type.OBJECT) {
                part.set(name, part(property, false));
              } else if (isThere) {
                part.putNull(name);
              }
            });
    return part;
  }
}
