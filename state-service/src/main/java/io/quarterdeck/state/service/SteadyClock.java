package io.quarterdeck.state.service;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs on from where it began: setting the machine's time ends no lease early or late. */
final class SteadyClock extends Clock {
  private final Instant beginning = Instant.now();
  private final long origin = System.nanoTime();

  @Override
  public Instant instant() {
    return beginning.plusNanos(System.nanoTime() - origin);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody reads the time of day from it");
  }
}
