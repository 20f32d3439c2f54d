package io.quarterdeck.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Event;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.cache.ResourceCache;
import io.quarterdeck.gateway.http.Failures;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One watch on its way to one client. The cache hands over events at any time and never waits; they
 * are written on the event loop of the connection, as fast as the client reads. A client that falls
 * too far behind is cut off: it lists or watches again from where it was.
 */
final class Watcher implements ResourceCache.Subscriber {
  private static final int BEHIND_MAX = 10_000;

  private final Vertx vertx;
  private final Context context = Vertx.currentContext();
  private final ResourceCache cache;
  private final WatchOptions options;
  private final WatchEvents events;
  private final HttpServerResponse response;
  private final long bookmarkTimer;
  private final long timeoutTimer;

  /** Told by the cache, not yet written. */
  private final ConcurrentLinkedQueue<Event> told = new ConcurrentLinkedQueue<>();

  private final AtomicInteger behind = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  // The rest belongs to the event loop.
  private final Deque<Item> initial = new ArrayDeque<>();
  private final Deque<Event> missed = new ArrayDeque<>();
  private boolean initialEndDue;
  private boolean ended;
  private long revision;

  Watcher(
      Vertx vertx,
      ResourceCache cache,
      WatchOptions options,
      WatchEvents events,
      HttpServerResponse response,
      Duration bookmarkInterval) {
    this.vertx = vertx;
    this.cache = cache;
    this.options = options;
    this.events = events;
    this.response = response;
    this.bookmarkTimer = vertx.setPeriodic(bookmarkInterval.toMillis(), ignored -> bookmark());
    this.timeoutTimer = vertx.setTimer(options.timeout().toMillis(), ignored -> end());
  }

  /**
   * Begins to write.
   *
   * @param namespace empty for all
   * @param freshAs the revision as of which the cache is current at least
   */
  void begin(String namespace, long freshAs) {
    response.setChunked(true).putHeader("Content-Type", "application/json");
    response.closeHandler(closed -> release());
    response.exceptionHandler(failure -> release());
    response.drainHandler(drained -> write());
    Optional<ResourceCache.Start> start = subscribe(namespace, freshAs);
    if (start.isEmpty()) {
      long after = options.after().orElse(0L);
      fail(Failures.tooOld(after, cache.windowFloor()).status());
      return;
    }
    initial.addAll(start.get().items());
    missed.addAll(start.get().events());
    revision = Math.max(freshAs, start.get().revision());
    initialEndDue = options.marksInitialEnd();
    // The head goes out even when there is nothing to say yet: clients wait for it.
    response.writeHead();
    write();
  }

  private Optional<ResourceCache.Start> subscribe(String namespace, long freshAs) {
    if (options.after().isEmpty()) {
      return Optional.of(cache.subscribe(namespace, this));
    }
    long after = options.after().get();
    long behindOf = after == WatchOptions.FROM_NOW ? Math.max(freshAs, cache.revision()) : after;
    return cache.subscribeAfter(behindOf, this);
  }

  @Override
  public void event(Event event) {
    told.add(event);
    behind.incrementAndGet();
    schedule();
  }

  @Override
  public void reset() {
    context.runOnContext(ignored -> end());
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      context.runOnContext(
          ignored -> {
            scheduled.set(false);
            write();
          });
    }
  }

  private void write() {
    if (ended) {
      return;
    }
    if (behind.get() > BEHIND_MAX) {
      end();
      return;
    }
    while (!response.writeQueueFull()) {
      Optional<Buffer> next = next();
      if (next.isEmpty()) {
        return;
      }
      response.write(next.get());
    }
  }

  /** The next line that this watcher is to see; empty when there is none now. */
  private Optional<Buffer> next() {
    while (true) {
      Optional<Buffer> line;
      if (!initial.isEmpty()) {
        line = events.initial(initial.removeFirst());
      } else if (!missed.isEmpty()) {
        line = change(missed.removeFirst());
      } else if (initialEndDue) {
        initialEndDue = false;
        line = Optional.of(events.bookmark(revision, true));
      } else {
        Event event = told.poll();
        if (event == null) {
          return Optional.empty();
        }
        behind.decrementAndGet();
        line = change(event);
      }
      if (line.isPresent()) {
        return line;
      }
    }
  }

  private Optional<Buffer> change(Event event) {
    if (event.revision() <= options.after().orElse(0L)) {
      return Optional.empty();
    }
    revision = Math.max(revision, event.revision());
    return events.change(event);
  }

  private void bookmark() {
    boolean idle = initial.isEmpty() && missed.isEmpty() && told.isEmpty();
    if (options.bookmarks() && !ended && idle && !response.writeQueueFull() && revision > 0) {
      response.write(events.bookmark(revision, false));
    }
  }

  private void fail(ObjectNode status) {
    response.write(Frame.of("ERROR", status));
    end();
  }

  private void end() {
    if (!ended) {
      release();
      response.end();
    }
  }

  private void release() {
    ended = true;
    cache.unsubscribe(this);
    vertx.cancelTimer(bookmarkTimer);
    vertx.cancelTimer(timeoutTimer);
    told.clear();
  }
}
