package io.quarterdeck.model.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;

/** JSON patch, RFC 6902: all operations apply, or none. */
public final class JsonPatch {
  private static final int OPERATIONS_MAX = 10_000;

  /** What copies add in all: each may double the document. */
  private static final long COPIED_BYTES_MAX = 3L * 1024 * 1024;

  /** As deep as what is parsed may be. */
  private static final int DEPTH_MAX = 500;

  private JsonPatch() {}

  /** The patched tree; target and operations are left as they were. */
  public static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray()) {
      throw PatchException.malformed(
          "error decoding patch: a JSON patch is an array of operations");
    }
    if (operations.size() > OPERATIONS_MAX) {
      throw PatchException.tooLarge(
          "The allowed maximum operations in a JSON patch is "
              + OPERATIONS_MAX
              + ", got "
              + operations.size());
    }
    JsonNode patched = target.deepCopy();
    long copied = 0;
    for (JsonNode json : operations) {
      Operation operation = Operation.of(json);
      copied += copiedBytes(patched, operation);
      if (copied > COPIED_BYTES_MAX) {
        throw PatchException.unprocessable(
            "Unable to complete the copy, the accumulated size increase of copy is "
                + copied
                + ", exceeding the limit "
                + COPIED_BYTES_MAX);
      }
      patched = apply(patched, operation);
    }
    return patched;
  }

  private static long copiedBytes(JsonNode root, Operation operation) {
    return operation.op().equals("copy")
        ? Json.bytes(source(root, pointer(operation.from()), "copy")).length
        : 0;
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
      case "replace" -> replace(root, path, operation.value().deepCopy());
      case "move" -> {
        JsonPointer from = pointer(operation.from());
        JsonNode moved = source(root, from, "move").deepCopy();
        remove(root, from);
        yield add(root, path, moved);
      }
      case "copy" -> add(root, path, source(root, pointer(operation.from()), "copy").deepCopy());
      case "test" -> {
        test(root, path, operation.value());
        yield root;
      }
      default -> throw PatchException.unprocessable("Unexpected kind: " + operation.op());
    };
  }

  /** An absent value equals null, as the usual clients expect. */
  private static void test(JsonNode root, JsonPointer path, JsonNode expected) {
    JsonNode actual = root.at(path);
    boolean absent = actual.isMissingNode() || actual.isNull();
    boolean equal = expected.isNull() ? absent : actual.equals(expected);
    if (!equal) {
      throw PatchException.unprocessable("testing value " + path + " failed: test failed");
    }
  }

  private static JsonNode source(JsonNode root, JsonPointer from, String op) {
    JsonNode value = root.at(from);
    if (value.isMissingNode()) {
      throw missing(op + " operation does not apply: doc is missing from path: " + from);
    }
    return value;
  }

  private static PatchException missing(String what) {
    return PatchException.unprocessable(what + ": missing value");
  }

  private static JsonNode add(JsonNode root, JsonPointer path, JsonNode value) {
    requireDepth(path, value);
    if (path.matches()) {
      return value;
    }
    String last = path.last().getMatchingProperty();
    switch (root.at(path.head())) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array -> {
        if (last.equals("-")) {
          array.add(value);
        } else {
          array.insert(index(path, array.size(), "add"), value);
        }
      }
      default ->
          throw missing("add operation does not apply: doc is missing path: \"" + path + '"');
    }
    return root;
  }

  private static JsonNode replace(JsonNode root, JsonPointer path, JsonNode value) {
    requireDepth(path, value);
    if (path.matches()) {
      return value;
    }
    String last = path.last().getMatchingProperty();
    switch (root.at(path.head())) {
      case ObjectNode object -> {
        if (object.replace(last, value) == null) {
          throw missing("replace operation does not apply: doc is missing key: " + path);
        }
      }
      case ArrayNode array -> array.set(index(path, array.size() - 1, "replace"), value);
      default -> throw missing("replace operation does not apply: doc is missing path: " + path);
    }
    return root;
  }

  private static void remove(JsonNode root, JsonPointer path) {
    if (path.matches()) {
      throw PatchException.unprocessable("remove operation does not apply: the whole document");
    }
    String last = path.last().getMatchingProperty();
    switch (root.at(path.head())) {
      case ObjectNode object -> {
        if (object.remove(last) == null) {
          throw missing(
              "error in remove for path: '"
                  + path
                  + "': Unable to remove nonexistent key: "
                  + last);
        }
      }
      case ArrayNode array -> array.remove(index(path, array.size() - 1, "remove"));
      default ->
          throw missing("remove operation does not apply: doc is missing path: \"" + path + '"');
    }
  }

  /** Whatever reads the tree afterwards follows it to its end. */
  private static void requireDepth(JsonPointer path, JsonNode value) {
    int depth = depth(value);
    for (JsonPointer rest = path; !rest.matches(); rest = rest.tail()) {
      depth++;
    }
    if (depth > DEPTH_MAX) {
      throw PatchException.unprocessable("exceeded max depth");
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode each : node) {
      deepest = Math.max(deepest, depth(each));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }

  private static int index(JsonPointer path, int max, String op) {
    int index = path.last().getMatchingIndex();
    if (index < 0 || index > max) {
      throw PatchException.unprocessable(
          "error in %s for path: '%s': Unable to access invalid index: %s: invalid index referenced"
              .formatted(op, path, path.last().getMatchingProperty()));
    }
    return index;
  }
}
