package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.cache.Event;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.cache.Replay;
import io.quarterdeck.gateway.cache.ResourceCache;
import io.quarterdeck.gateway.cache.ResourceCache.Start;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where one watch takes what it shows from, in this order and without a gap: the objects that it
 * begins with or the history up to the cache's window, the window, and what happens now. A page of
 * history is asked for when the one before it is used up. Confined to one event loop.
 */
final class EventSource {
  /** Who shows it. Called on the event loop. */
  interface Listener {
    /** There is more. */
    void more();

    /** There will be no more; the client may watch again from where it was. */
    void ended();

    void failed(Failure failure);
  }

  /** One thing to show. */
  sealed interface Step {
    /** An object that was there when the watch began. */
    record Existing(Item item) implements Step {}

    record Changed(Event event) implements Step {}

    /** All objects that were there have been shown. */
    record InitialEnd(long revision) implements Step {}
  }

  private final Watcher.Origin origin;
  private final ResourceCache cache;
  private final Executor loop;
  private final Listener listener;
  private final Inbox inbox;
  private final Deque<Item> initial = new ArrayDeque<>();
  private final Deque<Event> missed = new ArrayDeque<>();
  private Optional<Replay> replay = Optional.empty();
  private boolean pageDue;
  private boolean initialEndDue;
  private boolean closed;

  /** Everything up to this revision has been taken from here. */
  private long position;

  /** What the cache tells of revisions up to this one is known already. */
  private long knownUpTo;

  EventSource(Watcher.Origin origin, Executor loop, Inbox inbox, Listener listener) {
    this.origin = origin;
    this.cache = origin.cache();
    this.loop = loop;
    this.inbox = inbox;
    this.listener = listener;
  }

  /**
   * @param freshAs the revision as of which the cache is current at least
   */
  void begin(WatchOptions options, long freshAs) {
    if (options.after().isEmpty()) {
      Start start = cache.subscribe(origin.namespace(), inbox);
      initial.addAll(start.items());
      position = Math.max(freshAs, start.revision());
      initialEndDue = options.marksInitialEnd();
      return;
    }
    long after = options.after().get();
    position = after == WatchOptions.FROM_NOW ? Math.max(freshAs, cache.revision()) : after;
    join();
  }

  /** The next thing to show; empty when there is none now. */
  Optional<Step> next() {
    if (!initial.isEmpty()) {
      return Optional.of(new Step.Existing(initial.removeFirst()));
    }
    while (missed.isEmpty() && replay.isPresent() && !pageDue) {
      join();
    }
    if (!missed.isEmpty()) {
      return Optional.of(new Step.Changed(missed.removeFirst()));
    }
    if (replay.isPresent()) {
      return Optional.empty();
    }
    if (initialEndDue) {
      initialEndDue = false;
      return Optional.of(new Step.InitialEnd(position));
    }
    return fromCache();
  }

  private Optional<Step> fromCache() {
    while (true) {
      Optional<Event> told = inbox.poll();
      if (told.isEmpty() || told.get().revision() > knownUpTo) {
        told.ifPresent(event -> position = event.revision());
        return told.map(Step.Changed::new);
      }
    }
  }

  /** The revision up to which everything has been shown; empty while something is left to show. */
  Optional<Long> idleAt() {
    // In this order: what the cache tells up to this revision is in the inbox by now.
    long revision = Math.max(position, cache.revision());
    boolean idle = initial.isEmpty() && missed.isEmpty() && replay.isEmpty() && !initialEndDue;
    return idle && inbox.isEmpty() ? Optional.of(revision) : Optional.empty();
  }

  void close() {
    closed = true;
    cache.unsubscribe(inbox);
    replay.ifPresent(Replay::stop);
    replay = Optional.empty();
    initial.clear();
    missed.clear();
    inbox.clear();
  }

  /** Goes on with the window and what follows it, or with one more page of history. */
  private void join() {
    Optional<Start> start = cache.subscribeAfter(position, inbox);
    if (start.isPresent()) {
      replay.ifPresent(Replay::stop);
      replay = Optional.empty();
      missed.addAll(start.get().events());
      knownUpTo = position;
      return;
    }
    pageDue = true;
    replay.ifPresentOrElse(
        Replay::next, () -> replay = Optional.of(origin.history().after(position, new Reader())));
  }

  /** Brings what the history says to the event loop. */
  private final class Reader implements Replay.Reader {
    @Override
    public void page(List<Event> events, long upTo) {
      onLoop(
          () -> {
            pageDue = false;
            missed.addAll(events);
            position = Math.max(position, upTo);
            listener.more();
          });
    }

    @Override
    public void compacted() {
      onLoop(
          () ->
              listener.failed(
                  Failures.expired("The resourceVersion for the provided watch is too old.")));
    }

    @Override
    public void broken(Throwable failure) {
      onLoop(listener::ended);
    }

    /** Of a replay that was stopped nothing more is heard. */
    private void onLoop(Runnable task) {
      loop.execute(
          () -> {
            if (!closed && replay.isPresent()) {
              task.run();
            }
          });
    }
  }
}
