package io.quarterdeck.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts what watchers are delivered, and how long after it was sent. Objects are named by numbers
 * from 0. Thread-safe.
 */
public final class FanOut {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(1);

  /** More objects than are ever under way at once. */
  private static final int SLOTS = 1 << 16;

  private final int watchers;
  private final AtomicLongArray sentAt = new AtomicLongArray(SLOTS);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final Histogram latenciesUs = new ConcurrentHistogram(ClosedLoop.DIGITS);
  private volatile long firstAt;
  private volatile long lastAt;

  public FanOut(int watchers) {
    this.watchers = watchers;
  }

  /** To be called before an object is sent. */
  public void sending(long number) {
    long now = System.nanoTime();
    if (sent.getAndIncrement() == 0) {
      firstAt = now;
    }
    sentAt.set(slot(number), now);
  }

  /** To be called when one watcher sees an object. */
  public void delivered(long number) {
    long now = System.nanoTime();
    latenciesUs.recordValue(TimeUnit.NANOSECONDS.toMicros(now - sentAt.get(slot(number))));
    lastAt = now;
    delivered.incrementAndGet();
  }

  /** Waits until everybody has seen everything; nothing must be sent any more. */
  public Measurement await() {
    long expected = sent.get() * watchers;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (delivered.get() < expected) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(delivered.get() + " of " + expected + " deliveries");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return new Measurement(expected, Duration.ofNanos(lastAt - firstAt), latenciesUs);
  }

  private static int slot(long number) {
    return (int) (number % SLOTS);
  }
}
