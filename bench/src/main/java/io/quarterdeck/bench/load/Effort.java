package io.quarterdeck.bench.load;

import java.time.Duration;

/**
 * How long a load lasts: so much warm-up, then until the time is over.
 *
 * @param callsMax ends the load early; calls of the warm-up count
 */
public record Effort(Duration warmUp, Duration measured, long callsMax) {
  public Effort {
    if (measured.isNegative() || measured.isZero() || callsMax <= 0) {
      throw new IllegalArgumentException("nothing to measure: " + measured + ", " + callsMax);
    }
  }

  /** The warm-up as a load of its own, for what does not begin to count by itself. */
  public Effort warmUpAlone() {
    return new Effort(Duration.ZERO, warmUp, callsMax);
  }

  public Effort withoutWarmUp() {
    return new Effort(Duration.ZERO, measured, callsMax);
  }
}
