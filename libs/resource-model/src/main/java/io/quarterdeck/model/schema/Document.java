package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A parsed text and what the tree cannot say: which keys were written twice.
 *
 * @param duplicates of JSON, by object
 * @param complaints of YAML, which are about the text as a whole
 */
record Document(
    JsonNode root,
    IdentityHashMap<ObjectNode, List<Duplicate>> duplicates,
    List<String> complaints) {

  /**
   * A key written again.
   *
   * @param position how many different keys its object had by then
   */
  record Duplicate(String key, int position) {}

  static Document of(JsonNode root) {
    return new Document(root, new IdentityHashMap<>(), new ArrayList<>());
  }

  /** The complaints, and one for each key that was written twice, with its path. */
  List<String> allComplaints() {
    List<String> all = new ArrayList<>(complaints);
    if (!duplicates.isEmpty()) {
      complain(root, "", all);
    }
    return all;
  }

  private void complain(JsonNode node, String path, List<String> all) {
    if (node instanceof ObjectNode object) {
      String before = path.isEmpty() ? "" : path + ".";
      for (Duplicate each : duplicates.getOrDefault(object, List.of())) {
        all.add("duplicate field \"" + before + each.key() + "\"");
      }
      object.properties().forEach(each -> complain(each.getValue(), before + each.getKey(), all));
    } else {
      for (int i = 0; i < node.size(); i++) {
        complain(node.path(i), path + "[" + i + "]", all);
      }
    }
  }

  /** What makes a text unreadable, in the words of Go's parsers, which users know. */
  static final class SyntaxException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    SyntaxException(String message) {
      super(message);
    }
  }
}
