package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds what a schema alone can tell is wrong with a decoded and defaulted object: required fields
 * that are missing and strings outside their set. What the system itself reports in {@code status}
 * is not judged, because Go reads an absent field there as zero.
 */
public final class StructuralValidator {
  private static final String STATUS = "status";

  /** The one list that must have elements; others that are required may be left out or empty. */
  private static final String CONTAINERS = "io.k8s.api.core.v1.PodSpec.containers";

  /** Fields that schemas call required, but of which the rules of their kinds say when they are. */
  private static final Set<String> BY_RULES =
      Set.of(
          "io.k8s.api.apps.v1.ControllerRevision.revision",
          "io.k8s.api.discovery.v1.ForZone.name",
          "io.k8s.api.events.v1.Event.eventTime",
          "io.k8s.api.events.v1.EventSeries.count",
          "io.k8s.api.events.v1.EventSeries.lastObservedTime",
          "io.k8s.api.networking.v1.IngressClassParametersReference.kind",
          "io.k8s.api.networking.v1.IngressClassParametersReference.name",
          "io.k8s.api.storage.v1.TokenRequest.audience");

  private final List<FieldError> errors = new ArrayList<>();

  private StructuralValidator() {}

  public static List<FieldError> validate(Schema schema, JsonNode object) {
    StructuralValidator validator = new StructuralValidator();
    validator.value(schema, object, "");
    return List.copyOf(validator.errors);
  }

  private void value(Schema schema, JsonNode value, String path) {
    switch (schema.type()) {
      case OBJECT -> object(schema, value, path);
      case ARRAY -> {
        for (int i = 0; i < value.size(); i++) {
          value(schema.items(), value.get(i), path + "[" + i + "]");
        }
      }
      case MAP ->
          value
              .properties()
              .forEach(
                  each -> value(schema.items(), each.getValue(), path + "[" + each.getKey() + "]"));
      case STRING -> string(schema, value, path);
      case INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY, TIME, MICRO_TIME, RAW, ANY -> {
        // The decoder has judged these.
      }
    }
  }

  private void object(Schema schema, JsonNode value, String path) {
    for (var each : schema.properties().entrySet()) {
      String name = each.getKey();
      Schema property = each.getValue();
      JsonNode present = value.path(name);
      if (path.isEmpty() && name.equals(STATUS)) {
        continue;
      }
      String where = path.isEmpty() ? name : path + "." + name;
      boolean required = schema.required().contains(name);
      if (required && isMissing(schema.definition() + "." + name, property, present)) {
        errors.add(FieldError.required(where, ""));
      } else if (!present.isMissingNode()) {
        value(property, present, where);
      }
    }
  }

  private static boolean isMissing(String name, Schema property, JsonNode value) {
    if (BY_RULES.contains(name)) {
      return false;
    }
    return switch (property.type()) {
      case ARRAY -> name.equals(CONTAINERS) && value.isEmpty();
      case STRING ->
          value.isMissingNode() || (value.asText().isEmpty() && property.format().isEmpty());
      case OBJECT,
          MAP,
          INTEGER,
          NUMBER,
          BOOLEAN,
          INT_OR_STRING,
          QUANTITY,
          TIME,
          MICRO_TIME,
          RAW,
          ANY ->
          value.isMissingNode();
    };
  }

  /** An empty string counts as absent, as it does to Go. */
  private void string(Schema schema, JsonNode value, String path) {
    List<String> values = schema.enumValues();
    String text = value.asText();
    if (!values.isEmpty() && !text.isEmpty() && !values.contains(text)) {
      errors.add(FieldError.notSupported(path, '"' + text + '"', values));
    }
  }
}
