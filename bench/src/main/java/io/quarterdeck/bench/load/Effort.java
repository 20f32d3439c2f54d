package io.quarterdeck.bench.load;

import java.time.Duration;

/** How long a load lasts: until the time is over or so many calls were sent. */
public record Effort(Duration time, long callsMax) {
  public Effort {
    if (!time.isPositive() || callsMax <= 0) {
      throw new IllegalArgumentException("nothing to measure: " + time + ", " + callsMax);
    }
  }
}
