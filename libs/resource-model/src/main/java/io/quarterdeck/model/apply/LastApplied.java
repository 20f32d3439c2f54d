package io.quarterdeck.model.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.fields.Comparison;
import io.quarterdeck.model.fields.Configuration;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldSets;
import io.quarterdeck.model.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The annotation in which kubectl keeps what it applied by itself, before the server could. */
final class LastApplied {
  static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  /** Only this manager is taken for the one who wrote the annotation. */
  static final String KUBECTL = "kubectl";

  private LastApplied() {}

  /** What kubectl applied by itself and nobody has changed since. */
  static FieldSet unchanged(Schema schema, JsonNode live) {
    return parse(text(live))
        .filter(last -> last.path("apiVersion").equals(live.path("apiVersion")))
        .filter(last -> Configuration.problems(schema, last).isEmpty())
        .map(
            last -> {
              Comparison since = Comparison.of(schema, last, live);
              return FieldSets.of(schema, last).difference(since.set()).difference(since.removed());
            })
        .orElse(FieldSet.EMPTY);
  }

  private static String text(JsonNode object) {
    return object.path("metadata").path("annotations").path(ANNOTATION).asText("");
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(Json.MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The object with the annotation kept true, so that either way of applying can go on. */
  static JsonNode renewed(JsonNode object, JsonNode configuration) {
    if (text(object).isEmpty()) {
      return object;
    }
    ObjectNode plain = configuration.deepCopy();
    if (plain.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(ANNOTATION);
    }
    ObjectNode renewed = object.deepCopy();
    renewed
        .withObject("/metadata/annotations")
        .put(ANNOTATION, new String(Json.bytes(plain), StandardCharsets.UTF_8) + "\n");
    return renewed;
  }
}
