package io.quarterdeck.node.logs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A line of the runtime's log format: time, stream, tags, text.
 *
 * @param partial whether the next line continues this one
 */
public record LogLine(Instant time, String timestamp, boolean partial, String text) {

  /** Empty for what is no such line, as a file cut off in the middle may hold. */
  public static Optional<LogLine> parse(String line) {
    int stream = line.indexOf(' ');
    int tags = line.indexOf(' ', stream + 1);
    int text = line.indexOf(' ', tags + 1);
    if (stream < 0 || tags < 0 || text < 0) {
      return Optional.empty();
    }
    String timestamp = line.substring(0, stream);
    try {
      boolean partial = line.substring(tags + 1, text).split(":")[0].equals("P");
      return Optional.of(
          new LogLine(
              OffsetDateTime.parse(timestamp).toInstant(),
              timestamp,
              partial,
              line.substring(text + 1)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
