package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.cache.Event;
import io.quarterdeck.gateway.cache.ResourceCache;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the cache has told one watcher and the watcher has not written yet. The cache never waits;
 * it is up to the watcher to end when it has {@linkplain #overflowed() overflowed}.
 */
final class Inbox implements ResourceCache.Subscriber {
  private static final int EVENTS_MAX = 10_000;
  private static final long BYTES_MAX = 32L * 1024 * 1024;

  private final Runnable arrived;
  private final Runnable reset;
  private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean overflowed;

  /** Both are called under the lock of the cache. */
  Inbox(Runnable arrived, Runnable reset) {
    this.arrived = arrived;
    this.reset = reset;
  }

  @Override
  public void event(Event event) {
    if (!overflowed) {
      events.add(event);
      overflowed =
          count.incrementAndGet() > EVENTS_MAX || bytes.addAndGet(event.bytes()) > BYTES_MAX;
    }
    arrived.run();
  }

  @Override
  public void reset() {
    reset.run();
  }

  /** Whether something is missing from here on. */
  boolean overflowed() {
    return overflowed;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  Optional<Event> poll() {
    Event event = events.poll();
    if (event == null) {
      return Optional.empty();
    }
    count.decrementAndGet();
    bytes.addAndGet(-event.bytes());
    return Optional.of(event);
  }

  void clear() {
    events.clear();
  }
}
