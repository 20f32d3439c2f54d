package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a kind behaves where it differs from the others. What {@code prepare…} is given belongs to it
 * and is changed in place; everything else only looks.
 */
public interface Strategy {
  Set<String> METADATA_FIELDS = Set.of("metadata.name", "metadata.namespace");

  /** How an object may be called. */
  default List<String> checkName(String name) {
    return Names.dnsSubdomain(name);
  }

  /** Rewrites what can be said in two ways to the one that is kept. */
  default void normalize(ApiObject object) {}

  /** Completes a new object by what depends on other fields; the schema's defaults are in it. */
  default void prepareForCreate(ApiObject object) {}

  /** Keeps of the old version what a change of the object itself may not touch. */
  default void prepareForUpdate(ApiObject object, ApiObject old) {}

  /** Keeps of the old version everything but the status. */
  default void prepareForStatusUpdate(ApiObject object, ApiObject old) {
    JsonNode status = object.at("status");
    ObjectNode json = object.json();
    JsonNode apiVersion = json.path("apiVersion");
    JsonNode kind = json.path("kind");
    json.removeAll();
    json.setAll(old.json().deepCopy());
    json.set("apiVersion", apiVersion);
    json.set("kind", kind);
    ((ObjectNode) json.path("metadata")).remove("resourceVersion");
    if (status.isMissingNode()) {
      json.remove("status");
    } else {
      json.set("status", status);
    }
  }

  /** What is wrong with an object beyond its schema and metadata. */
  default List<FieldError> validate(ApiObject object) {
    return List.of();
  }

  /** What is wrong with a new object alone. */
  default List<FieldError> validateCreate(ApiObject object) {
    return List.of();
  }

  /** What may not be changed. */
  default List<FieldError> validateUpdate(ApiObject object, ApiObject old) {
    return List.of();
  }

  default List<FieldError> validateStatusUpdate(ApiObject object, ApiObject old) {
    return List.of();
  }

  /** Whether an update need not say which version it replaces. */
  default boolean allowsUnconditionalUpdate() {
    return true;
  }

  /** What the client should know although the object is accepted. */
  default List<String> warnings(ApiObject object) {
    return List.of();
  }

  /** The fields that selectors may name. */
  default Set<String> selectableFields() {
    return METADATA_FIELDS;
  }

  /** The text of a selectable field; empty when it is absent. */
  default String field(ApiObject object, String field) {
    return object.text(field.split("\\.", -1));
  }

  /**
   * How long a deleted object stays for its end to be prepared; empty for kinds that go at once.
   *
   * @param requested by whoever deletes it
   */
  default OptionalLong gracePeriod(ApiObject object, OptionalLong requested) {
    return OptionalLong.empty();
  }
}
