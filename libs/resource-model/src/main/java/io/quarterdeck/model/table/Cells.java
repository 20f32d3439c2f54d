package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.selector.LabelSelector;
import io.quarterdeck.model.selector.SelectorException;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** The texts that cells of several kinds have in common. */
final class Cells {
  static final String NONE = "<none>";
  static final String UNSET = "<unset>";

  private Cells() {}

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  static String orUnset(String text) {
    return text.isEmpty() ? UNSET : text;
  }

  /** What a LabelSelector selects; one that nobody can read is no reason to hide its object. */
  static String selector(JsonNode selector) {
    try {
      return orNone(LabelSelector.ofObject(selector).toString());
    } catch (SelectorException e) {
      return "<error>";
    }
  }

  /** A field of each element of a list. */
  static String joined(JsonNode list, Function<JsonNode, String> text) {
    StringJoiner joined = new StringJoiner(",");
    list.forEach(each -> joined.add(text.apply(each)));
    return joined.toString();
  }

  static String joined(JsonNode list) {
    return joined(list, JsonNode::asText);
  }

  static String field(JsonNode list, String field) {
    return joined(list, each -> each.path(field).asText(""));
  }

  /** The first of many, and how many more there are. */
  static String first(List<String> texts, int most) {
    return texts.size() <= most
        ? String.join(",", texts)
        : String.join(",", texts.subList(0, most)) + " + " + (texts.size() - most) + " more...";
  }

  /** Whether a condition of the object is true. */
  static boolean is(ApiObject object, String condition) {
    return object
        .at("status", "conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(condition))
        .anyMatch(each -> each.path("status").asText().equals("True"));
  }
}
