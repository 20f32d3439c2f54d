package io.quarterdeck.controller.eventexpiry;

import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** How long an Event has still to live. Pure. */
final class EventExpiry {
  private EventExpiry() {}

  /** Zero when its time is over. */
  static Duration left(ApiObject event, Duration ttl, Instant now) {
    Instant last =
        Stream.of(
                event.time("series", "lastObservedTime"),
                event.time("lastTimestamp"),
                event.time("eventTime"),
                event.creationTime())
            .flatMap(Optional::stream)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    Duration left = Duration.between(now, last.plus(ttl));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
