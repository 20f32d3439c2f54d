package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rules that the metadata of every kind follows. */
public final class ObjectMetadata {
  private static final int ANNOTATION_BYTES_MAX = 256 * 1024;
  private static final List<String> IMMUTABLE =
      List.of("name", "namespace", "uid", "creationTimestamp");

  private ObjectMetadata() {}

  public static List<FieldError> validate(Kind kind, ApiObject object) {
    List<FieldError> errors = new ArrayList<>();
    checkName(kind, object, errors);
    checkNamespace(kind, object, errors);
    checkLabels(object.at("metadata", "labels"), "metadata.labels", errors);
    checkAnnotations(object, errors);
    checkFinalizers(object, errors);
    checkOwners(object, errors);
    return errors;
  }

  public static List<FieldError> validateUpdate(Kind kind, ApiObject object, ApiObject old) {
    List<FieldError> errors = validate(kind, object);
    for (String field : IMMUTABLE) {
      JsonNode now = object.at("metadata", field);
      if (!now.equals(old.at("metadata", field))) {
        errors.add(FieldError.invalid("metadata." + field, shown(now), "field is immutable"));
      }
    }
    if (old.isBeingDeleted()) {
      checkNoNewFinalizers(object, old, errors);
    }
    return errors;
  }

  private static void checkNoNewFinalizers(
      ApiObject object, ApiObject old, List<FieldError> errors) {
    List<String> added = new ArrayList<>(object.finalizers());
    added.removeAll(old.finalizers());
    if (!added.isEmpty()) {
      errors.add(
          FieldError.forbidden(
              "metadata.finalizers",
              "no new finalizers can be added if the object is being deleted, found new finalizers "
                  + added.stream()
                      .map(ObjectMetadata::quoted)
                      .collect(Collectors.joining(", ", "[]string{", "}"))));
    }
  }

  private static void checkName(Kind kind, ApiObject object, List<FieldError> errors) {
    if (object.name().isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
      return;
    }
    for (String problem : kind.strategy().checkName(object.name())) {
      errors.add(FieldError.invalid("metadata.name", quoted(object.name()), problem));
    }
  }

  private static void checkNamespace(Kind kind, ApiObject object, List<FieldError> errors) {
    if (!kind.type().namespaced()) {
      if (!object.namespace().isEmpty()) {
        errors.add(FieldError.forbidden("metadata.namespace", "not allowed on this type"));
      }
      return;
    }
    if (object.namespace().isEmpty()) {
      errors.add(FieldError.required("metadata.namespace", ""));
      return;
    }
    for (String problem : Names.dnsLabel(object.namespace())) {
      errors.add(FieldError.invalid("metadata.namespace", quoted(object.namespace()), problem));
    }
  }

  static void checkLabels(JsonNode labels, String field, List<FieldError> errors) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      for (String problem : Names.qualifiedName(label.getKey())) {
        errors.add(FieldError.invalid(field, quoted(label.getKey()), problem));
      }
      for (String problem : Names.labelValue(label.getValue().asText())) {
        errors.add(FieldError.invalid(field, quoted(label.getValue().asText()), problem));
      }
    }
  }

  private static void checkAnnotations(ApiObject object, List<FieldError> errors) {
    long bytes = 0;
    for (Map.Entry<String, JsonNode> each : object.at("metadata", "annotations").properties()) {
      for (String problem : Names.qualifiedName(each.getKey().toLowerCase(Locale.ROOT))) {
        errors.add(FieldError.invalid("metadata.annotations", quoted(each.getKey()), problem));
      }
      bytes += each.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += each.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > ANNOTATION_BYTES_MAX) {
      errors.add(
          new FieldError(
              FieldError.Type.TOO_LONG,
              "metadata.annotations",
              "",
              "may not be more than " + ANNOTATION_BYTES_MAX + " bytes"));
    }
  }

  private static void checkFinalizers(ApiObject object, List<FieldError> errors) {
    for (String finalizer : object.finalizers()) {
      for (String problem : Names.qualifiedName(finalizer)) {
        errors.add(FieldError.invalid("metadata.finalizers", quoted(finalizer), problem));
      }
    }
    if (object.finalizers().contains("orphan")
        && object.finalizers().contains("foregroundDeletion")) {
      errors.add(
          FieldError.invalid(
              "metadata.finalizers",
              shown(object.at("metadata", "finalizers")),
              "finalizer foregroundDeletion and orphan cannot be both set"));
    }
  }

  private static void checkOwners(ApiObject object, List<FieldError> errors) {
    int index = 0;
    String controller = "";
    for (JsonNode owner : object.at("metadata", "ownerReferences")) {
      String field = "metadata.ownerReferences[" + index++ + "]";
      for (String each : List.of("apiVersion", "kind", "name", "uid")) {
        if (owner.path(each).asText("").isEmpty()) {
          errors.add(FieldError.invalid(field + "." + each, "\"\"", each + " must not be empty"));
        }
      }
      if (owner.path("controller").asBoolean()) {
        if (!controller.isEmpty()) {
          errors.add(
              FieldError.invalid(
                  "metadata.ownerReferences",
                  shown(object.at("metadata", "ownerReferences")),
                  "Only one reference can have Controller set to true. Found \"true\" in references"
                      + " for "
                      + controller
                      + " and "
                      + called(owner)));
        }
        controller = called(owner);
      }
    }
  }

  private static String called(JsonNode owner) {
    return owner.path("kind").asText() + "/" + owner.path("name").asText();
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  /** A value as messages show it. */
  static String shown(JsonNode value) {
    return value.isMissingNode() ? "null" : new String(Json.bytes(value), StandardCharsets.UTF_8);
  }
}
