package io.quarterdeck.state.postgres;

import java.time.Duration;

/**
 * How many revisions a partition takes: as many as are written in a share of the retention, as far
 * as the last one tells, so that a slow cluster's history goes by time too.
 */
record PartitionWidth(Duration share, long max) {
  private static final int FACTOR = 4;
  private static final int NARROWEST = 100;

  long first() {
    return Math.max(1, max / NARROWEST);
  }

  /** The width after one that was made so long ago and is about to be full. */
  long after(long last, Duration age) {
    double wanted = (double) last * share.toMillis() / Math.max(1, age.toMillis());
    double near = Math.clamp(wanted, (double) last / FACTOR, (double) last * FACTOR);
    return Math.clamp((long) near, first(), max);
  }
}
