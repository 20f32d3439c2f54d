package io.quarterdeck.model.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON patch, RFC 6902: all operations apply, or none. */
public final class JsonPatch {
  private static final int OPERATIONS_MAX = 10_000;

  private JsonPatch() {}

  /** The patched tree; target and operations are left as they were. */
  public static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray()) {
      throw PatchException.malformed(
          "error decoding patch: a JSON patch is an array of operations");
    }
    if (operations.size() > OPERATIONS_MAX) {
      throw PatchException.malformed(
          "The allowed maximum operations in a JSON patch is "
              + OPERATIONS_MAX
              + ", got "
              + operations.size());
    }
    JsonNode patched = target.deepCopy();
    for (JsonNode operation : operations) {
      patched = apply(patched, Operation.of(operation));
    }
    return patched;
  }

  private record Operation(String op, JsonPointer path, String from, JsonNode value) {
    static Operation of(JsonNode json) {
      String op = json.path("op").asText("");
      boolean needsValue = op.equals("add") || op.equals("replace") || op.equals("test");
      if (!json.path("path").isTextual()) {
        throw PatchException.unprocessable("error in " + op + " for path: missing path");
      }
      if (needsValue && !json.has("value")) {
        throw PatchException.unprocessable("error in " + op + " for path: missing value");
      }
      return new Operation(
          op,
          pointer(json.path("path").asText()),
          json.path("from").asText(""),
          json.path("value"));
    }
  }

  private static JsonPointer pointer(String text) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw PatchException.unprocessable("invalid path: " + text);
    }
  }

  private static JsonNode apply(JsonNode root, Operation operation) {
    JsonPointer path = operation.path();
    return switch (operation.op()) {
      case "add" -> add(root, path, operation.value().deepCopy());
      case "remove" -> {
        remove(root, path);
        yield root;
      }
      case "replace" -> {
        present(root, path, "replace");
        yield replace(root, path, operation.value().deepCopy());
      }
      case "move" -> {
        JsonPointer from = pointer(operation.from());
        JsonNode moved = present(root, from, "move").deepCopy();
        remove(root, from);
        yield add(root, path, moved);
      }
      case "copy" -> add(root, path, present(root, pointer(operation.from()), "copy").deepCopy());
      case "test" -> {
        // An absent value equals null, as the usual clients expect.
        JsonNode actual = root.at(path);
        boolean equal =
            operation.value().isNull()
                ? actual.isNull() || actual.isMissingNode()
                : actual.equals(operation.value());
        if (!equal) {
          throw PatchException.unprocessable("testing value " + path + " failed: test failed");
        }
        yield root;
      }
      default -> throw PatchException.unprocessable("Unexpected kind: " + operation.op());
    };
  }

  private static JsonNode present(JsonNode root, JsonPointer path, String op) {
    JsonNode value = root.at(path);
    if (value.isMissingNode()) {
      throw PatchException.unprocessable(
          op + " operation does not apply: doc is missing key: " + path + ": missing value");
    }
    return value;
  }

  private static JsonNode add(JsonNode root, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    JsonNode parent = root.at(path.head());
    String last = path.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array -> {
        if (last.equals("-")) {
          array.add(value);
        } else {
          array.insert(index(path, array.size()), value);
        }
      }
      default ->
          throw PatchException.unprocessable(
              "add operation does not apply: doc is missing path: \"" + path + "\": missing value");
    }
    return root;
  }

  private static JsonNode replace(JsonNode root, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    switch (root.at(path.head())) {
      case ObjectNode object -> object.set(path.last().getMatchingProperty(), value);
      case ArrayNode array -> array.set(index(path, array.size() - 1), value);
      default -> throw PatchException.unprocessable("replace operation does not apply: " + path);
    }
    return root;
  }

  private static void remove(JsonNode root, JsonPointer path) {
    if (path.matches()) {
      throw PatchException.unprocessable("remove operation does not apply: the whole document");
    }
    present(root, path, "remove");
    switch (root.at(path.head())) {
      case ObjectNode object -> object.remove(path.last().getMatchingProperty());
      case ArrayNode array -> array.remove(index(path, array.size() - 1));
      default -> throw PatchException.unprocessable("remove operation does not apply: " + path);
    }
  }

  private static int index(JsonPointer path, int max) {
    int index = path.last().getMatchingIndex();
    if (index < 0 || index > max) {
      throw PatchException.unprocessable(
          "Unable to access invalid index: " + path.last().getMatchingProperty());
    }
    return index;
  }
}
