package io.quarterdeck.model.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of ConfigMaps and Secrets, which become names of files. */
final class ConfigKeys {
  private static final int KEY_MAX = 253;
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private ConfigKeys() {}

  /** What is wrong with a key. */
  static List<String> check(String key) {
    List<String> problems = new ArrayList<>();
    if (key.length() > KEY_MAX) {
      problems.add("must be no more than 253 characters");
    }
    if (!KEY.matcher(key).matches()) {
      problems.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
    } else if (key.equals(".") || key.equals("..")) {
      problems.add("must not be '" + key + "'");
    } else if (key.startsWith("..")) {
      problems.add("must not start with '..'");
    }
    return problems;
  }
}
