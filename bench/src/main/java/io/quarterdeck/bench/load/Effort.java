package io.quarterdeck.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a load lasts: until the time is over or so many calls were sent. */
public record Effort(Duration time, long callsMax) {
  public Effort {
    if (!time.isPositive() || callsMax <= 0) {
      throw new IllegalArgumentException("nothing to measure: " + time + ", " + callsMax);
    }
  }

  /** The same time as efforts that are no longer than a part. */
  public List<Effort> parts(Duration part) {
    List<Effort> parts = new ArrayList<>();
    for (Duration left = time; left.isPositive(); left = left.minus(part)) {
      parts.add(new Effort(left.compareTo(part) < 0 ? left : part, callsMax));
    }
    return parts;
  }
}
