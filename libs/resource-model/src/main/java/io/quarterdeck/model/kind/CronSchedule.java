package io.quarterdeck.model.kind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The syntax of a schedule: five fields, or one of a few words. */
final class CronSchedule {
  private static final Set<String> WORDS =
      Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final String EVERY = "@every ";
  private static final Pattern DURATION =
      Pattern.compile("([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+");
  private static final List<Field> FIELDS =
      List.of(
          new Field(0, 59, List.of()),
          new Field(0, 23, List.of()),
          new Field(1, 31, List.of()),
          new Field(
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Field(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  /**
   * The values that a field may have.
   *
   * @param names of the values, from the least on
   */
  private record Field(int least, int most, List<String> names) {}

  private CronSchedule() {}

  /** What is wrong with a schedule; empty when it is right. */
  static Optional<String> problem(String schedule) {
    if (schedule.startsWith("@")) {
      return descriptor(schedule);
    }
    List<String> parts = List.of(schedule.strip().split("\\s+", -1));
    if (parts.size() != FIELDS.size()) {
      return Optional.of(
          "expected exactly 5 fields, found %d: [%s]"
              .formatted(parts.size(), String.join(" ", parts)));
    }
    for (int i = 0; i < FIELDS.size(); i++) {
      for (String range : parts.get(i).split(",", -1)) {
        Optional<String> problem = range(range, FIELDS.get(i));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> descriptor(String schedule) {
    if (WORDS.contains(schedule)) {
      return Optional.empty();
    }
    if (!schedule.startsWith(EVERY)) {
      return Optional.of("unrecognized descriptor: " + schedule);
    }
    return DURATION.matcher(schedule.substring(EVERY.length())).matches()
        ? Optional.empty()
        : Optional.of("failed to parse duration " + schedule);
  }

  /** One of {@code *}, {@code 3}, {@code 1-5}, each perhaps with {@code /2} behind it. */
  private static Optional<String> range(String text, Field field) {
    String[] step = text.split("/", -1);
    String[] ends = step[0].split("-", -1);
    if (step.length > 2) {
      return Optional.of("too many slashes: " + text);
    }
    if (ends.length > 2) {
      return Optional.of("too many hyphens: " + text);
    }
    boolean all = step[0].equals("*") || step[0].equals("?");
    Optional<Integer> start = all ? Optional.of(field.least()) : value(ends[0], field);
    Optional<Integer> end =
        ends.length == 2 ? value(ends[1], field) : all ? Optional.of(field.most()) : start;
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.of("failed to parse int from " + step[0]);
    }
    if (step.length == 2 && !step[1].matches("[0-9]{1,9}")) {
      return Optional.of("failed to parse int from " + step[1]);
    }
    if (step.length == 2 && Integer.parseInt(step[1]) == 0) {
      return Optional.of("step of range should be a positive number: " + text);
    }
    return bounds(text, field, start.get(), end.get());
  }

  private static Optional<String> bounds(String text, Field field, int start, int end) {
    if (start < field.least()) {
      return Optional.of(
          "beginning of range (%d) below minimum (%d): %s".formatted(start, field.least(), text));
    }
    if (end > field.most()) {
      return Optional.of(
          "end of range (%d) above maximum (%d): %s".formatted(end, field.most(), text));
    }
    return start > end
        ? Optional.of(
            "beginning of range (%d) beyond end of range (%d): %s".formatted(start, end, text))
        : Optional.empty();
  }

  private static Optional<Integer> value(String text, Field field) {
    int named = field.names().indexOf(text.toLowerCase(Locale.ROOT));
    if (named >= 0) {
      return Optional.of(named + field.least());
    }
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
