package io.quarterdeck.model.selector;

import io.quarterdeck.model.Names;
import io.quarterdeck.model.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads the string form of a label selector by recursive descent. */
final class LabelSelectorParser {
  private static final String OPERATORS = "in, notin, =, ==, !=, gt, lt";

  private final String text;
  private int position;
  private String token = "";

  LabelSelectorParser(String text) {
    this.text = text;
  }

  List<Requirement> parse() {
    List<Requirement> requirements = new ArrayList<>();
    advance();
    while (true) {
      if (!isIdentifier() && !token.equals("!")) {
        throw found("!, identifier, or 'end of string'", "");
      }
      requirements.add(requirement());
      if (token.isEmpty()) {
        return requirements;
      }
      if (!token.equals(",")) {
        throw found("',' or 'end of string'", "");
      }
      advance();
      if (!isIdentifier() && !token.equals("!")) {
        throw found("identifier after ','", "");
      }
    }
  }

  private Requirement requirement() {
    boolean absent = token.equals("!");
    if (absent) {
      advance();
    }
    if (!isIdentifier()) {
      throw found("identifier", "unable to parse requirement: ");
    }
    String key = token;
    checkKey(key);
    advance();
    if (absent) {
      return new Requirement(key, Operator.DOES_NOT_EXIST, List.of());
    }
    if (token.isEmpty() || token.equals(",")) {
      return new Requirement(key, Operator.EXISTS, List.of());
    }
    Operator operator = operator();
    List<String> values =
        operator == Operator.IN || operator == Operator.NOT_IN ? set() : List.of(value());
    checkValues(key, operator, values);
    return new Requirement(key, operator, values);
  }

  private Operator operator() {
    Operator operator =
        switch (token) {
          case "=", "==" -> Operator.EQUALS;
          case "!=" -> Operator.NOT_EQUALS;
          case "in" -> Operator.IN;
          case "notin" -> Operator.NOT_IN;
          case ">" -> Operator.GREATER_THAN;
          case "<" -> Operator.LESS_THAN;
          default -> throw found(OPERATORS, "unable to parse requirement: ");
        };
    advance();
    return operator;
  }

  private String value() {
    if (token.isEmpty() || token.equals(",")) {
      return "";
    }
    if (!isIdentifier()) {
      throw found("identifier", "unable to parse requirement: ");
    }
    String value = token;
    advance();
    return value;
  }

  private List<String> set() {
    if (!token.equals("(")) {
      throw found("'('", "unable to parse requirement: ");
    }
    List<String> values = new ArrayList<>();
    advance();
    while (true) {
      if (isIdentifier()) {
        values.add(token);
        advance();
      } else if (token.equals(",") || token.equals(")")) {
        values.add("");
      } else {
        throw found("',', ')' or identifier", "unable to parse requirement: ");
      }
      if (token.equals(")")) {
        advance();
        return values.stream().distinct().toList();
      }
      if (!token.equals(",")) {
        throw found("',' or ')'", "unable to parse requirement: ");
      }
      advance();
    }
  }

  private static void checkKey(String key) {
    for (String problem : Names.qualifiedName(key)) {
      throw new SelectorException(
          "unable to parse requirement: <nil>: Invalid value: \"" + key + "\": " + problem);
    }
  }

  private static void checkValues(String key, Operator operator, List<String> values) {
    if (operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN) {
      checkNumber(values.getFirst());
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      for (String problem : Names.labelValue(value)) {
        throw new SelectorException(
            "unable to parse requirement: values[%d][%s]: Invalid value: \"%s\": %s"
                .formatted(i, key, value, problem));
      }
    }
  }

  private static void checkNumber(String value) {
    try {
      Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new SelectorException(
          "unable to parse requirement: values[0]: Invalid value: \""
              + value
              + "\": for 'Gt', 'Lt' operators, the value must be an integer");
    }
  }

  private SelectorException found(String expected, String before) {
    return new SelectorException(before + "found '" + token + "', expected: " + expected);
  }

  private boolean isIdentifier() {
    return !token.isEmpty() && !isSpecial(token.charAt(0));
  }

  private void advance() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    int begin = position;
    if (begin == text.length()) {
      token = "";
      return;
    }
    if (text.startsWith("==", begin) || text.startsWith("!=", begin)) {
      position += 2;
    } else if (isSpecial(text.charAt(begin))) {
      position++;
    } else {
      while (position < text.length()
          && !isSpecial(text.charAt(position))
          && !Character.isWhitespace(text.charAt(position))) {
        position++;
      }
    }
    token = text.substring(begin, position);
  }

  private static boolean isSpecial(char c) {
    return "=!(),<>".indexOf(c) >= 0;
  }
}
