package io.quarterdeck.model.selector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One condition on the labels of an object. */
public record Requirement(String key, Operator operator, List<String> values) {

  /** How a requirement compares; the words are those of the string grammar. */
  public enum Operator {
    IN("in"),
    NOT_IN("notin"),
    EQUALS("="),
    NOT_EQUALS("!="),
    EXISTS("exists"),
    DOES_NOT_EXIST("!"),
    GREATER_THAN("gt"),
    LESS_THAN("lt");

    private final String words;

    Operator(String words) {
      this.words = words;
    }
  }

  public Requirement {
    values = List.copyOf(values);
  }

  /** Whether these labels fulfil it; a missing node stands for none. */
  public boolean matches(JsonNode labels) {
    JsonNode label = labels.get(key);
    boolean present = label != null && !label.isNull();
    String value = present ? label.asText() : "";
    return switch (operator) {
      case IN, EQUALS -> present && values.contains(value);
      case NOT_IN, NOT_EQUALS -> !present || !values.contains(value);
      case EXISTS -> present;
      case DOES_NOT_EXIST -> !present;
      case GREATER_THAN -> present && compares(value, 1);
      case LESS_THAN -> present && compares(value, -1);
    };
  }

  private boolean compares(String value, int sign) {
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst())) == sign;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return switch (operator) {
      case EXISTS -> key;
      case DOES_NOT_EXIST -> "!" + key;
      case EQUALS, NOT_EQUALS -> key + operator.words + values.getFirst();
      case GREATER_THAN -> key + ">" + values.getFirst();
      case LESS_THAN -> key + "<" + values.getFirst();
      case IN, NOT_IN -> key + " " + operator.words + " (" + String.join(",", sorted(values)) + ")";
    };
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }
}
