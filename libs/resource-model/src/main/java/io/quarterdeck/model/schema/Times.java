package io.quarterdeck.model.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants as the API returns them: in UTC, to the second or to the microsecond. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4})(-)(\\d{2})(-)(\\d{2})(T)(\\d{2})(:)(\\d{2})(:)(\\d{2})"
              + "(?:[.,]\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

  /** Each part of the layout: how it is written there and what it must look like. */
  private static final String[][] PARTS = {
    {"2006", "\\d{4}"},
    {"-", "-"},
    {"01", "\\d{2}"},
    {"-", "-"},
    {"02", "\\d{2}"},
    {"T", "T"},
    {"15", "\\d{2}"},
    {":", ":"},
    {"04", "\\d{2}"},
    {":", ":"},
    {"05", "\\d{2}(?:[.,]\\d+)?"},
    {"Z07:00", "(?:Z|[+-]\\d{2}:\\d{2})"}
  };

  private Times() {}

  static String seconds(String text) throws DecodeException {
    return SECONDS.format(parse(text, "2006-01-02T15:04:05Z07:00"));
  }

  /** Accepts fewer digits than a kube-apiserver does, which insists on all six. */
  static String microseconds(String text) throws DecodeException {
    return MICROSECONDS.format(
        parse(text, "2006-01-02T15:04:05.000000Z07:00").truncatedTo(ChronoUnit.MICROS));
  }

  private static Instant parse(String text, String layout) throws DecodeException {
    String failed = "parsing time " + quote(text);
    if (!RFC_3339.matcher(text).matches()) {
      throw new DecodeException(failed + " as " + quote(layout) + ": " + mismatch(text));
    }
    try {
      return OffsetDateTime.parse(text.replace(',', '.')).toInstant();
    } catch (DateTimeException e) {
      throw new DecodeException(failed + ": " + outOfRange(text) + " out of range");
    }
  }

  private static String mismatch(String text) {
    String rest = text;
    for (String[] part : PARTS) {
      Matcher matcher = Pattern.compile(part[1]).matcher(rest);
      if (!matcher.lookingAt()) {
        return "cannot parse " + quote(rest) + " as " + quote(part[0]);
      }
      rest = rest.substring(matcher.end());
    }
    return "extra text: " + quote(rest);
  }

  private static String outOfRange(String text) {
    if (number(text, 5) < 1 || number(text, 5) > 12) {
      return "month";
    }
    if (number(text, 11) > 23) {
      return "hour";
    }
    if (number(text, 14) > 59) {
      return "minute";
    }
    return number(text, 17) > 59 ? "second" : "day";
  }

  private static int number(String text, int start) {
    return Integer.parseInt(text.substring(start, start + 2));
  }

  private static String quote(String text) {
    return '"' + text + '"';
  }
}
