package io.quarterdeck.node.container;

import java.util.Map;

/** Replaces {@code $(NAME)} by the variable's value; {@code $$} is a dollar sign. */
public final class Expansion {
  private Expansion() {}

  /** A reference to an unknown variable stays as it is written. */
  public static String expand(String text, Map<String, String> variables) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        result.append(c);
        at++;
        continue;
      }
      char next = text.charAt(at + 1);
      int end = next == '(' ? text.indexOf(')', at) : -1;
      if (end > 0) {
        String reference = text.substring(at, end + 1);
        String name = text.substring(at + 2, end);
        result.append(variables.getOrDefault(name, reference));
        at = end + 1;
      } else {
        result.append(next == '$' ? "$" : "$" + next);
        at += 2;
      }
    }
    return result.toString();
  }
}
