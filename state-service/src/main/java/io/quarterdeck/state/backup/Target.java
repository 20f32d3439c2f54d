package io.quarterdeck.state.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Which state of those in a backup is meant. Pure. */
sealed interface Target {

  /** As it was when the backup was taken. */
  record Newest() implements Target {}

  record Revision(long revision) implements Target {}

  /** The last revision that was committed no later. */
  record Time(Instant time) implements Target {}

  /** Reads what was asked for; both are empty for the newest. */
  static Target parse(String revision, String time) {
    if (!revision.isEmpty() && !time.isEmpty()) {
      throw new BackupException("a revision or a time, not both");
    }
    if (!revision.isEmpty()) {
      return new Revision(number(revision));
    }
    return time.isEmpty() ? new Newest() : new Time(instant(time));
  }

  /** Throws unless the backup can tell this state. */
  default void check(Manifest manifest) {
    Manifest.Point oldest = manifest.oldest();
    Manifest.Point newest = manifest.newest();
    switch (this) {
      case Newest() -> {}
      case Revision(long revision) -> {
        if (revision < oldest.revision() || revision > newest.revision()) {
          throw new BackupException(
              "revision %d is not in the backup, which holds %d to %d"
                  .formatted(revision, oldest.revision(), newest.revision()));
        }
      }
      case Time(Instant time) -> {
        if (time.isBefore(oldest.time()) || time.isAfter(newest.time())) {
          throw new BackupException(
              "%s is not in the backup, which holds %s to %s"
                  .formatted(time, oldest.time(), newest.time()));
        }
      }
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BackupException("not a revision: " + text, e);
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BackupException(
          "not a time with its offset, such as 2026-01-31T12:00:00Z: " + text, e);
    }
  }
}
