package io.quarterdeck.gateway.flow;

import java.util.function.LongSupplier;

/**
 * How many seats a level had use for, over time: those that are taken and those that are waited
 * for. Not thread-safe.
 */
final class SeatDemand {
  /** What a period came to, each moment weighing as long as it lasted. */
  record Period(int highest, double average, double deviation) {}

  private final LongSupplier nanoTime;
  private long began;
  private long changed;
  private int seats;
  private int highest;
  private double sum;
  private double sumOfSquares;

  SeatDemand(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.changed = began;
  }

  void set(int now) {
    if (now != seats) {
      addUp();
      seats = now;
      highest = Math.max(highest, now);
    }
  }

  /** Ends a period and begins the next. */
  Period next() {
    addUp();
    double nanos = Math.max(1, changed - began);
    double average = sum / nanos;
    double variance = Math.max(0, sumOfSquares / nanos - average * average);
    Period period = new Period(highest, average, Math.sqrt(variance));
    began = changed;
    highest = seats;
    sum = 0;
    sumOfSquares = 0;
    return period;
  }

  private void addUp() {
    long now = nanoTime.getAsLong();
    double nanos = now - changed;
    sum += nanos * seats;
    sumOfSquares += nanos * seats * seats;
    changed = now;
  }
}
