package io.quarterdeck.node.logs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which part of a container's log is wanted, as the request's parameters say it. */
record LogQuery(
    boolean follow,
    boolean previous,
    boolean timestamps,
    OptionalLong tailLines,
    OptionalLong limitBytes,
    Optional<Instant> since) {

  static LogQuery parse(Map<String, String> parameters, Instant now) throws LogException {
    OptionalLong seconds = number(parameters, "sinceSeconds", 1);
    String time = parameters.getOrDefault("sinceTime", "");
    if (seconds.isPresent() && !time.isEmpty()) {
      throw invalid("at most one of `sinceTime` or `sinceSeconds` may be specified");
    }
    Optional<Instant> since = time.isEmpty() ? Optional.empty() : Optional.of(time(time));
    if (seconds.isPresent()) {
      since = Optional.of(now.minusSeconds(seconds.getAsLong()));
    }
    return new LogQuery(
        flag(parameters, "follow"),
        flag(parameters, "previous"),
        flag(parameters, "timestamps"),
        number(parameters, "tailLines", 0),
        number(parameters, "limitBytes", 1),
        since);
  }

  /** As the API reads booleans of a query: present without a value is true. */
  private static boolean flag(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    return value != null && !value.equalsIgnoreCase("false") && !value.equals("0");
  }

  private static OptionalLong number(Map<String, String> parameters, String name, long least)
      throws LogException {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(value);
      if (number < least) {
        throw invalid(
            "PodLogOptions \"\" is invalid: %s: Invalid value: %d: must be greater than %s"
                .formatted(name, number, least == 0 ? "or equal to 0" : "0"));
      }
      return OptionalLong.of(number);
    } catch (NumberFormatException e) {
      throw new LogException(400, "invalid " + name + ": " + value);
    }
  }

  private static Instant time(String text) throws LogException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new LogException(400, "invalid sinceTime: " + text);
    }
  }

  private static LogException invalid(String message) {
    return new LogException(422, message);
  }
}
