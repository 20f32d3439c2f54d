package io.quarterdeck.e2e;

import java.util.List;
import java.util.regex.Pattern;

/** Output without what differs from run to run by its nature: times, identifiers, addresses. */
final class Normalised {
  /** The letters of generated names. */
  private static final String RANDOM = "[bcdfghjklmnpqrstvwxz2-9]";

  private record Rule(Pattern pattern, String replacement) {
    Rule(String pattern, String replacement) {
      this(Pattern.compile(pattern, Pattern.MULTILINE), replacement);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"),
          new Rule("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME"),
          new Rule("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "TIME"),
          new Rule("(resourceVersion\"?: ?\")\\d+\"", "$1REVISION\""),
          new Rule("(?<!\\S)(\\d+[smhd]){1,2}(?!\\S)", "AGE"),
          new Rule("\\b(?!127\\.0\\.0\\.1)\\d+\\.\\d+\\.\\d+\\.\\d+\\b", "ADDRESS"),
          new Rule("\\b3[0-2]\\d{3}(?=/)", "NODEPORT"),
          new Rule("(https://127\\.0\\.0\\.1):\\d+", "$1:PORT"),
          new Rule("-" + RANDOM + "{8,10}(-" + RANDOM + "{5})\\b", "-HASH-SUFFIX"),
          new Rule("-(?=\\w*[a-z])" + RANDOM + "{8,10}\\b", "-HASH"),
          // The columns are as wide as what stood there before.
          new Rule("(?<=[^-+\\s]) {2,}", "  "),
          new Rule("[ \\t]+$", ""));

  private Normalised() {}

  static String of(String output, String namespace) {
    String text = output.replace(namespace, "NAMESPACE");
    for (Rule rule : RULES) {
      text = rule.pattern().matcher(text).replaceAll(rule.replacement());
    }
    return text;
  }
}
