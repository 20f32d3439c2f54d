package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.fields.Comparison;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldSets;
import io.quarterdeck.model.schema.Schema;
import java.util.function.UnaryOperator;

/**
 * An API version of a kind: who owns fields of an object owns them in the version that they wrote.
 *
 * @param reset the fields that requests of this sort do not change, whatever they say
 * @param fromServed makes an object of the version of the request one of this version
 * @param toServed the way back
 */
public record Version(
    String name,
    Schema schema,
    FieldSet reset,
    UnaryOperator<ObjectNode> fromServed,
    UnaryOperator<ObjectNode> toServed) {

  /** The version of the request. */
  public static Version served(String name, Schema schema, FieldSet reset) {
    return new Version(name, schema, reset, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** What changes between two objects of the version of the request, told in this version. */
  Comparison changes(JsonNode before, JsonNode after) {
    return Comparison.of(schema, of(before), of(after)).without(reset);
  }

  /** An object of the version of the request as one of this version. */
  JsonNode of(JsonNode served) {
    return converted(served, fromServed);
  }

  /** The way back. */
  JsonNode served(JsonNode object) {
    return converted(object, toServed);
  }

  /** An object from which all was taken is none. */
  private static JsonNode converted(JsonNode object, UnaryOperator<ObjectNode> conversion) {
    return object instanceof ObjectNode json ? conversion.apply(json) : object;
  }

  /** What an object of this version says, with the fields that lead there. */
  FieldSet said(JsonNode object) {
    return named(FieldSets.of(schema, object));
  }

  FieldSet named(FieldSet set) {
    return FieldSets.named(schema, set);
  }
}
