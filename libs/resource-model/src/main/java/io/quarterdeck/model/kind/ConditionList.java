package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a list of conditions must be: one of each type, each with when and why. */
final class ConditionList {
  private static final int REASON_BYTES_MAX = 1024;
  private static final int MESSAGE_BYTES_MAX = 32 * 1024;
  private static final String REASON = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
  private static final Pattern REASON_PATTERN = Pattern.compile(REASON);

  private ConditionList() {}

  static void check(JsonNode conditions, String at, int most, Problems problems) {
    Set<String> types = new HashSet<>();
    problems.each(
        conditions,
        at,
        most,
        (condition, each) -> {
          condition(condition, each, problems);
          String type = condition.path("type").asText("");
          if (!types.add(type)) {
            problems.duplicate(each + ".type", type);
          }
        });
  }

  private static void condition(JsonNode condition, String at, Problems problems) {
    JsonNode type = condition.path("type");
    Names.qualifiedName(type.asText("")).forEach(it -> problems.invalid(at + ".type", type, it));
    problems.oneOf(condition.path("status"), at + ".status", "False", "True", "Unknown");
    JsonNode observed = condition.path("observedGeneration");
    if (observed.asLong() < 0) {
      problems.invalid(
          at + ".observedGeneration", observed, "must be greater than or equal to zero");
    }
    for (String field : new String[] {"lastTransitionTime", "reason"}) {
      if (condition.path(field).asText("").isEmpty()) {
        problems.required(at + "." + field, "must be set");
      }
    }
    reason(condition.path("reason"), at + ".reason", problems);
    problems.longest(MESSAGE_BYTES_MAX, condition.path("message"), at + ".message");
  }

  private static void reason(JsonNode reason, String field, Problems problems) {
    String text = reason.asText("");
    if (!text.isEmpty() && !REASON_PATTERN.matcher(text).matches()) {
      problems.invalid(
          field,
          reason,
          "a condition reason must start with alphabetic character, optionally followed by a string"
              + " of alphanumeric characters or '_,:', and must end with an alphanumeric character"
              + " or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or"
              + " 'ReasonA:ReasonB', regex used for validation is '"
              + REASON
              + "')");
    }
    problems.longest(REASON_BYTES_MAX, reason, field);
  }
}
