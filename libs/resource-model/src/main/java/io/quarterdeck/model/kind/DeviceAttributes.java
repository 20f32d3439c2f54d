package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** What is told of a device under one name: a value of one type, or several of it. */
final class DeviceAttributes {
  private static final int VALUE_MAX = 64;
  private static final List<String> TYPES =
      List.of("bool", "int", "string", "version", "bools", "ints", "strings", "versions");
  private static final String NUMBER = "(0|[1-9]\\d*)";
  private static final String PRE_RELEASE = "(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final String BUILD = "[0-9a-zA-Z-]+";
  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(-"
              + PRE_RELEASE
              + "(\\."
              + PRE_RELEASE
              + ")*)?"
              + "(\\+"
              + BUILD
              + "(\\."
              + BUILD
              + ")*)?");

  private DeviceAttributes() {}

  static void check(JsonNode attribute, String at, Problems problems) {
    long given = TYPES.stream().filter(attribute::has).count();
    if (given == 0) {
      problems.invalid(at, "", "exactly one value must be specified");
    } else if (given > 1) {
      problems.invalid(at, attribute, "exactly one value must be specified");
    }
    problems.longest(VALUE_MAX, attribute.path("string"), at + ".string");
    if (attribute.has("version")) {
      version(attribute.path("version"), at + ".version", problems);
    }
    for (String list : List.of("bools", "ints", "strings", "versions")) {
      if (attribute.has(list) && attribute.path(list).isEmpty()) {
        problems.invalid(at + "." + list, attribute.path(list), "must not be empty if specified");
      }
    }
    problems.each(
        attribute.path("strings"),
        at + ".strings",
        Integer.MAX_VALUE,
        (each, where) -> problems.longest(VALUE_MAX, each, where));
    problems.each(
        attribute.path("versions"),
        at + ".versions",
        Integer.MAX_VALUE,
        (each, where) -> version(each, where, problems));
  }

  private static void version(JsonNode version, String at, Problems problems) {
    if (!SEMANTIC_VERSION.matcher(version.asText("")).matches()) {
      problems.invalid(at, version, "must be a string compatible with semver.org spec 2.0.0");
    }
    problems.longest(VALUE_MAX, version, at);
  }
}
