package io.quarterdeck.gateway.cache;

import io.quarterdeck.model.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The current objects of one resource in the order of their keys, and the window of its recent
 * events. Thread-safe: one thread feeds it, any number read. Subscribers are told of events in
 * order and under the lock, so they only enqueue.
 */
public final class ResourceCache {
  private static final int EVENTS_MAX = 2_000;
  private static final long WINDOW_BYTES_MAX = 8L * 1024 * 1024;

  /** The objects of one moment. */
  public record Snapshot(List<Item> items, long revision) {}

  /** What a watcher that starts gets before anything new. */
  public record Start(List<Item> items, List<Event> events, long revision) {}

  /** Somebody who is told of every event. */
  public interface Subscriber {
    void event(Event event);

    /** What was told no longer holds: the cache begins anew. */
    void reset();
  }

  private record Waiter(long revision, CompletableFuture<Long> done) {}

  private final NavigableMap<String, Item> items = new TreeMap<>();
  private final Window window = new Window(EVENTS_MAX, WINDOW_BYTES_MAX);
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private long revision;
  private boolean loaded;

  static String order(ObjectKey key) {
    // What the store's keys sort by: the namespace, a slash, the name.
    return key.namespace() + "/" + key.name();
  }

  // --- feeding

  void load(Collection<Item> all, long atRevision) {
    List<Waiter> ready;
    synchronized (this) {
      items.clear();
      all.forEach(item -> items.put(order(item.key()), item));
      window.reset(atRevision);
      revision = atRevision;
      loaded = true;
      List<Subscriber> told = List.copyOf(subscribers);
      subscribers.clear();
      told.forEach(Subscriber::reset);
      ready = takeReady();
    }
    ready.forEach(waiter -> waiter.done().complete(atRevision));
  }

  /** An event that is known already, as after a watch was interrupted, changes nothing. */
  void apply(Event told) {
    List<Waiter> ready;
    synchronized (this) {
      if (told.revision() < revision) {
        return;
      }
      String order = order(told.item().key());
      // The version that is here already is kept, so that window and objects share its bytes.
      Optional<Item> before = Optional.ofNullable(items.get(order)).or(told::before);
      Event event = new Event(told.revision(), before, told.after());
      event.after().ifPresentOrElse(item -> items.put(order, item), () -> items.remove(order));
      revision = event.revision();
      window.add(event);
      subscribers.forEach(each -> each.event(event));
      ready = takeReady();
    }
    ready.forEach(waiter -> waiter.done().complete(told.revision()));
  }

  /** Nothing of this resource has happened up to a revision that others have reached. */
  void advance(long toRevision) {
    List<Waiter> ready;
    synchronized (this) {
      revision = Math.max(revision, toRevision);
      ready = takeReady();
    }
    ready.forEach(waiter -> waiter.done().complete(toRevision));
  }

  private List<Waiter> takeReady() {
    List<Waiter> ready = new ArrayList<>();
    waiters.removeIf(waiter -> waiter.revision() <= revision && ready.add(waiter));
    return ready;
  }

  // --- reading

  /** Completes when everything up to a revision is in the cache. */
  public CompletableFuture<Long> reached(long atLeast) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    synchronized (this) {
      if (!loaded || revision < atLeast) {
        waiters.add(new Waiter(atLeast, done));
        return done;
      }
    }
    done.complete(atLeast);
    return done;
  }

  /** Nobody waits any longer. */
  public synchronized void giveUp(CompletableFuture<Long> waiting) {
    waiters.removeIf(waiter -> waiter.done() == waiting);
  }

  public synchronized boolean isLoaded() {
    return loaded;
  }

  public synchronized int size() {
    return items.size();
  }

  public synchronized long revision() {
    return revision;
  }

  public synchronized Optional<Item> get(ObjectKey key) {
    return Optional.ofNullable(items.get(order(key)));
  }

  /** The objects of a namespace as they are now; an empty one stands for all. */
  public synchronized Snapshot snapshot(String namespace) {
    return new Snapshot(List.copyOf(in(namespace)), revision);
  }

  private Collection<Item> in(String namespace) {
    return namespace.isEmpty()
        ? items.values()
        : items.subMap(namespace + "/", true, namespace + "0", false).values();
  }

  /** Starts a watch with the objects as they are. */
  public synchronized Start subscribe(String namespace, Subscriber subscriber) {
    subscribers.add(subscriber);
    return new Start(List.copyOf(in(namespace)), List.of(), revision);
  }

  /** Starts a watch behind a revision; empty when the window has left it behind. */
  public synchronized Optional<Start> subscribeAfter(long after, Subscriber subscriber) {
    Optional<List<Event>> events = window.after(after);
    events.ifPresent(ignored -> subscribers.add(subscriber));
    return events.map(missed -> new Start(List.of(), missed, Math.max(after, revision)));
  }

  public synchronized void unsubscribe(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /** Passes over all current objects, for the few checks that look for a reference. */
  public void forEach(Consumer<Item> action) {
    snapshot("").items().forEach(action);
  }
}
