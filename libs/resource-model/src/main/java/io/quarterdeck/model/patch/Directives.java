package io.quarterdeck.model.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fields of a strategic merge patch that say how to merge instead of what. */
final class Directives {
  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String ELEMENT_ORDER = "$setElementOrder/";
  static final String DELETE_FROM_LIST = "$deleteFromPrimitiveList/";

  private Directives() {}

  /** What {@code $patch} says; empty where it says nothing. */
  static String of(JsonNode node) {
    return node.path(PATCH).asText("");
  }

  static boolean isDirective(String name) {
    return name.equals(PATCH)
        || name.equals(RETAIN_KEYS)
        || name.startsWith(ELEMENT_ORDER)
        || name.startsWith(DELETE_FROM_LIST);
  }

  /** The list that a directive of this parent gives for a field; empty where there is none. */
  static ArrayNode list(ObjectNode parent, String directive, String field, String called) {
    JsonNode list = parent.path(directive + field);
    if (list.isMissingNode()) {
      return parent.arrayNode();
    }
    if (list instanceof ArrayNode array) {
      return array;
    }
    throw PatchException.malformed("invalid patch format of " + called);
  }

  static PatchException unknown(JsonNode node) {
    return PatchException.malformed("unknown patch type: " + of(node) + " in map: " + node);
  }
}
