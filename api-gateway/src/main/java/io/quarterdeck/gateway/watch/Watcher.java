package io.quarterdeck.gateway.watch;

import io.quarkus.logging.Log;
import io.quarterdeck.gateway.cache.Replay;
import io.quarterdeck.gateway.cache.ResourceCache;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One watch on its way to one client, written on the event loop of the connection as fast as the
 * client reads. A client that falls too far behind is cut off: it watches again from where it was.
 */
final class Watcher implements EventSource.Listener {
  private final Vertx vertx;
  private final Context context = Vertx.currentContext();
  private final WatchOptions options;
  private final WatchEvents events;
  private final Outlet outlet;
  private final Inbox inbox = new Inbox(this::schedule, () -> onLoop(this::end));
  private final EventSource source;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final long bookmarkTimer;
  private final long timeoutTimer;
  private boolean ended;

  /**
   * Where the events come from.
   *
   * @param namespace empty for all
   */
  record Origin(String namespace, ResourceCache cache, History history) {}

  /** What happened before the window of the cache. */
  interface History {
    Replay after(long revision, Replay.Reader reader);
  }

  Watcher(
      Vertx vertx,
      Origin origin,
      WatchOptions options,
      WatchEvents events,
      Outlet outlet,
      Duration bookmarkInterval) {
    this.vertx = vertx;
    this.options = options;
    this.events = events;
    this.outlet = outlet;
    this.source = new EventSource(origin, this::onLoop, inbox, this);
    this.bookmarkTimer = vertx.setPeriodic(bookmarkInterval.toMillis(), ignored -> bookmark());
    this.timeoutTimer = vertx.setTimer(options.timeout().toMillis(), ignored -> end());
  }

  /**
   * Begins to write.
   *
   * @param freshAs the revision as of which the cache is current at least
   */
  void begin(long freshAs) {
    outlet.open(this::more, this::release);
    source.begin(options, freshAs);
    more();
  }

  @Override
  public void more() {
    if (inbox.overflowed()) {
      end();
    }
    writeWhatIsReady();
    if (!ended) {
      outlet.flush();
    }
  }

  private void writeWhatIsReady() {
    while (!ended && !outlet.isFull()) {
      Optional<EventSource.Step> next = source.next();
      if (next.isEmpty()) {
        return;
      }
      write(next.get());
    }
  }

  private void write(EventSource.Step step) {
    try {
      frame(step).ifPresent(outlet::write);
    } catch (RuntimeException failure) {
      // To go on would be to leave the event out without a word.
      Log.error("an event of a watch cannot be shown", failure);
      failed(Failures.internal(failure.toString()));
    }
  }

  private Optional<Buffer> frame(EventSource.Step step) {
    return switch (step) {
      case EventSource.Step.Existing existing -> events.initial(existing.item());
      case EventSource.Step.Changed changed -> events.change(changed.event());
      case EventSource.Step.InitialEnd end -> Optional.of(events.bookmark(end.revision(), true));
    };
  }

  @Override
  public void failed(Failure failure) {
    outlet.write(events.error(failure));
    end();
  }

  @Override
  public void ended() {
    end();
  }

  private void bookmark() {
    if (options.bookmarks() && !ended && !outlet.isFull()) {
      source
          .idleAt()
          .ifPresent(
              at -> {
                outlet.write(events.bookmark(at, false));
                outlet.flush();
              });
    }
  }

  /** Any number of events may wait for one turn of the event loop. */
  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      onLoop(
          () -> {
            scheduled.set(false);
            more();
          });
    }
  }

  private void onLoop(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  private void end() {
    if (!ended) {
      release();
      outlet.end();
    }
  }

  private void release() {
    ended = true;
    source.close();
    vertx.cancelTimer(bookmarkTimer);
    vertx.cancelTimer(timeoutTimer);
  }
}
