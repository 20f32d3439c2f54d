package io.quarterdeck.role.queue;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys that wait for work: each once, however many events ask for it, and never handed out twice at
 * the same time. Time is a parameter (nanoseconds of any monotonic clock). Not thread-safe: its
 * owner holds a lock.
 */
public final class WorkQueue {
  /** After so many failures in a row a key no longer holds up the acknowledgement of its events. */
  private static final int FAILURES_UNTIL_PARKED = 5;

  private static final Comparator<Entry> BY_DUE_TIME =
      Comparator.<Entry>comparingLong(entry -> entry.due).thenComparingLong(entry -> entry.order);

  private final Backoff backoff;
  private final Map<ObjectKey, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> waiting = new TreeSet<>(BY_DUE_TIME);
  private long order;

  /** A key to work on, with what asked for it. */
  public static final class Item {
    private final Cause cause;
    private final List<Delivery> deliveries;
    private final Entry entry;

    private final Duration waited;

    private Item(Entry entry, long now) {
      this.entry = entry;
      this.waited = Duration.ofNanos(now - entry.due);
      this.cause = entry.cause;
      this.deliveries = entry.deliveries;
    }

    public ObjectKey key() {
      return entry.key;
    }

    public Cause cause() {
      return cause;
    }

    /** How long it was due before somebody took it. */
    public Duration waited() {
      return waited;
    }
  }

  private static final class Entry {
    final ObjectKey key;
    Cause cause = Cause.NONE;
    List<Delivery> deliveries = new ArrayList<>();
    long due;
    long order;
    boolean queued;
    boolean running;
    boolean parked;
    int failures;

    Entry(ObjectKey key) {
      this.key = key;
    }
  }

  public WorkQueue(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * Asks for work on a key at once; a key in back-off keeps waiting, as its cause is not cured.
   *
   * @return whether it did not wait for work already
   */
  public boolean add(ObjectKey key, Cause cause, @Nullable Delivery delivery, long now) {
    Entry entry = entries.computeIfAbsent(key, Entry::new);
    entry.cause = entry.cause.max(cause);
    if (delivery != null) {
      if (entry.parked) {
        delivery.handled();
      } else {
        entry.deliveries.add(delivery);
      }
    }
    return enqueue(entry, entry.failures > 0 ? Math.max(now, entry.due) : now);
  }

  /** Asks for work on a key later; an earlier appointment stands. */
  public boolean addAfter(ObjectKey key, Duration delay, long now) {
    return enqueue(entries.computeIfAbsent(key, Entry::new), now + delay.toNanos());
  }

  /** The next key that is due and that nobody works on. */
  public Optional<Item> poll(long now) {
    if (waiting.isEmpty() || waiting.first().due > now) {
      return Optional.empty();
    }
    Entry entry = waiting.removeFirst();
    entry.queued = false;
    entry.running = true;
    Item item = new Item(entry, now);
    entry.deliveries = new ArrayList<>();
    entry.cause = Cause.NONE;
    return Optional.of(item);
  }

  /** When the next key is due; empty when none waits. */
  public OptionalLong nextDue() {
    return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.first().due);
  }

  public void done(Item item) {
    Entry entry = item.entry;
    if (isForgotten(entry)) {
      return;
    }
    entry.failures = 0;
    entry.parked = false;
    item.deliveries.forEach(Delivery::handled);
    finish(entry);
  }

  /** Lets a key wait for its next try; tells how many have failed in a row. */
  public int failed(Item item, long now) {
    Entry entry = item.entry;
    if (isForgotten(entry)) {
      return 0;
    }
    entry.failures++;
    entry.cause = entry.cause.max(item.cause);
    if (entry.failures >= FAILURES_UNTIL_PARKED) {
      entry.parked = true;
      item.deliveries.forEach(Delivery::handled);
      entry.deliveries.forEach(Delivery::handled);
      entry.deliveries = new ArrayList<>();
    } else {
      entry.deliveries.addAll(item.deliveries);
    }
    entry.running = false;
    entry.queued = false;
    enqueue(entry, now + backoff.after(entry.failures).toNanos());
    return entry.failures;
  }

  /** Forgets all keys; items still worked on may be reported, which then does nothing. */
  public void clear() {
    entries.clear();
    waiting.clear();
  }

  /** How many keys are due; those that wait for their time do not count. */
  public int depth(long now) {
    return (int) waiting.stream().takeWhile(entry -> entry.due <= now).count();
  }

  public int parked() {
    return (int) entries.values().stream().filter(entry -> entry.parked).count();
  }

  private boolean isForgotten(Entry entry) {
    return entries.get(entry.key) != entry;
  }

  private void finish(Entry entry) {
    entry.running = false;
    if (entry.queued) {
      entry.queued = false;
      enqueue(entry, entry.due);
    } else {
      entries.remove(entry.key, entry);
    }
  }

  private boolean enqueue(Entry entry, long due) {
    boolean fresh = !entry.queued;
    if (entry.queued) {
      if (entry.due <= due) {
        return false;
      }
      waiting.remove(entry);
    }
    entry.queued = true;
    entry.due = due;
    entry.order = order++;
    if (!entry.running) {
      waiting.add(entry);
    }
    return fresh;
  }
}
