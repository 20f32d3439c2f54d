package io.quarterdeck.model.selector;

import io.quarterdeck.model.Names;
import io.quarterdeck.model.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
      throw new SelectorException(
          "unable to parse requirement: found '" + token + "' expected: '('");
    }
    Set<String> values = new TreeSet<>();
    String expected = "',', ')' or identifier";
    advance();
    while (true) {
      if (isIdentifier()) {
        values.add(token);
        advance();
      } else if (token.equals(",") || token.equals(")")) {
        values.add("");
      } else {
        throw found(expected, "unable to parse requirement: ");
      }
      expected = "',', or identifier";
      if (token.equals(")")) {
        advance();
        return List.copyOf(values);
      }
      if (!token.equals(",")) {
        throw found("',' or ')'", "unable to parse requirement: ");
      }
      advance();
    }
  }

  private static void checkKey(String key) {
    List<String> problems = Names.qualifiedName(key);
    if (!problems.isEmpty()) {
      throw invalid(List.of(problem("<nil>", key, String.join("; ", problems))));
    }
  }

  private static void checkValues(String key, Operator operator, List<String> values) {
    boolean compares = operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN;
    List<String> found = new ArrayList<>();
    if (compares && !isNumber(values.getFirst())) {
      found.add(
          problem(
              "values[0]",
              values.getFirst(),
              "for 'Gt', 'Lt' operators, the value must be an integer"));
    }
    for (int i = 0; i < values.size(); i++) {
      List<String> problems = Names.labelValue(values.get(i));
      if (!problems.isEmpty()) {
        String field = "values[" + i + "][" + key + "]";
        found.add(problem(field, values.get(i), String.join("; ", problems)));
      }
    }
    if (!found.isEmpty()) {
      throw invalid(found);
    }
  }

  private static boolean isNumber(String value) {
    try {
      Long.parseLong(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String problem(String field, String value, String problem) {
    return "%s: Invalid value: \"%s\": %s".formatted(field, value, problem);
  }

  private static SelectorException invalid(List<String> problems) {
    String all =
        problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]";
    return new SelectorException("unable to parse requirement: " + all);
  }

  private SelectorException found(String expected, String before) {
    return new SelectorException(before + "found '" + token + "', expected: " + expected);
  }

  private boolean isIdentifier() {
    return !token.isEmpty() && !isSpecial(token.charAt(0));
  }

  private void advance() {
    while (position < text.length() && isSpace(text.charAt(position))) {
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
          && !isSpace(text.charAt(position))) {
        position++;
      }
    }
    token = text.substring(begin, position);
  }

  private static boolean isSpace(char c) {
    return " \t\r\n".indexOf(c) >= 0;
  }

  private static boolean isSpecial(char c) {
    return "=!(),<>".indexOf(c) >= 0;
  }
}
