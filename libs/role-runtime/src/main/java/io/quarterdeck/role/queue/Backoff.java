package io.quarterdeck.role.queue;

import java.time.Duration;

/** Exponential back-off: the base doubled with every failure, up to a limit. */
public record Backoff(Duration base, Duration max) {
  /** What Kubernetes controllers use for one object: 5 ms up to 1000 s. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(5), Duration.ofSeconds(1000));

  /** How long to wait after this many failures in a row, at least one. */
  public Duration after(int failures) {
    int doublings = Math.min(failures - 1, 40);
    long nanos = base.toNanos();
    return nanos > max.toNanos() >> doublings ? max : Duration.ofNanos(nanos << doublings);
  }
}
