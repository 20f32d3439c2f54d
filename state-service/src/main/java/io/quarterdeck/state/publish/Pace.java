package io.quarterdeck.state.publish;

import java.time.Duration;

/**
 * How often something costly may begin: a few times at once after a pause, in the long run once an
 * interval. Times are nanoseconds of a clock that only goes forward, and may have overflowed.
 */
final class Pace {
  private final long interval;
  private final long burst;

  /** When all of the burst is there again. */
  private long rested;

  /**
   * A pace at which nothing has begun yet.
   *
   * @param burst how often it may begin at once
   */
  Pace(Duration interval, int burst, long now) {
    this.interval = interval.toNanos();
    this.burst = this.interval * burst;
    this.rested = now;
  }

  /** It begins, be it time or not; returns when it is time again. */
  long begin(long now) {
    long missing = Math.max(rested - now, 0) + interval;
    // Who does not wait runs into no debt beyond the next interval.
    rested = now + Math.min(missing, burst);
    return rested + interval - burst;
  }
}
