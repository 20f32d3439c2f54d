package io.quarterdeck.state.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;

/** The time of day of a machine that is set forth and back all the time: nothing may rely on it. */
final class JumpingClock extends Clock {
  private static final long JUMP_MS_MAX = Duration.ofDays(2).toMillis();

  private final Clock steady;
  private final Random random;

  JumpingClock(Clock steady, long seed) {
    this.steady = steady;
    this.random = new Random(seed);
  }

  @Override
  public Instant instant() {
    return steady.instant().plusMillis(random.nextLong(-JUMP_MS_MAX, JUMP_MS_MAX));
  }

  @Override
  public ZoneId getZone() {
    return steady.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new JumpingClock(steady.withZone(zone), random.nextLong());
  }
}
