package io.quarterdeck.role.run;

import io.quarterdeck.bus.Acknowledgements;
import io.quarterdeck.bus.ObjectEvent;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.cache.BusObjectCache;
import io.quarterdeck.role.cache.ObjectChange;
import io.quarterdeck.role.queue.Backoff;
import io.quarterdeck.role.queue.Delivery;
import io.quarterdeck.role.queue.WorkQueue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reconciler with its queue. It works only between {@link #start} and {@link #stop}: a start
 * looks at every object in the cache once, so nothing that happened before is missed, and a standby
 * keeps no backlog. Thread-safe.
 */
public final class Controller {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  /** A write that changed nothing produces no event; after this time the cache is believed. */
  private static final Duration OWN_WRITE_DEADLINE = Duration.ofSeconds(5);

  private final String name;
  private final List<Watch> watches;
  private final Optional<Duration> resync;
  private final Semaphore workers;
  private final Reconciler reconciler;
  private final BusObjectCache cache;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Map<ObjectKey, WriteLog> lastWrites = new ConcurrentHashMap<>();
  private final WorkQueue queue = new WorkQueue(Backoff.DEFAULT);
  private final Object lock = new Object();
  private @Nullable Thread dispatcher;
  private volatile boolean running;

  Controller(ControllerBuilder builder, Reconciler reconciler, BusObjectCache cache) {
    this.name = builder.name;
    this.watches = List.copyOf(builder.watches);
    this.resync = builder.resync;
    this.workers = new Semaphore(builder.workers);
    this.reconciler = reconciler;
    this.cache = cache;
  }

  public String name() {
    return name;
  }

  public int queueDepth() {
    synchronized (lock) {
      return queue.depth();
    }
  }

  public int parked() {
    synchronized (lock) {
      return queue.parked();
    }
  }

  public long retries() {
    synchronized (lock) {
      return queue.retries();
    }
  }

  public long adds() {
    synchronized (lock) {
      return queue.adds();
    }
  }

  public int unacknowledged() {
    return acknowledgements.unacknowledged();
  }

  /** Asks for work on a key from outside of the event stream: a timer, another system. */
  public void enqueue(ObjectKey key, Cause cause) {
    synchronized (lock) {
      if (running) {
        queue.add(key, cause, null, System.nanoTime());
        lock.notifyAll();
      }
    }
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  boolean isHealthy() {
    synchronized (lock) {
      return !running || (dispatcher != null && dispatcher.isAlive());
    }
  }

  void start() {
    synchronized (lock) {
      if (running) {
        return;
      }
      running = true;
      watches.forEach(this::seed);
      dispatcher = Thread.ofVirtual().name("dispatch-" + name).start(this::dispatch);
    }
  }

  /** Ends the work; what is under way is not awaited, its writes carry preconditions. */
  void stop() {
    synchronized (lock) {
      running = false;
      queue.clear();
      acknowledgements.clear();
      lastWrites.clear();
      lock.notifyAll();
    }
  }

  void changed(ObjectChange change) {
    for (Watch watch : watches) {
      if (watch.type().equals(change.type())) {
        Set<ObjectKey> keys = keys(watch, change);
        synchronized (lock) {
          if (running) {
            deliver(keys, new Cause(change.revision()), change.position());
          }
        }
      }
    }
  }

  /** Everything that is in the cache counts as one delivery: the newest record of the topic. */
  private void seed(Watch watch) {
    Set<ObjectKey> keys = new HashSet<>();
    long newest = 0;
    Optional<ObjectEvent.Position> position = cache.position(watch.type());
    if (position.isEmpty()) {
      return;
    }
    for (ApiObject object : cache.list(watch.type(), "")) {
      newest = Math.max(newest, object.revision());
      keys.addAll(
          keys(
              watch,
              new ObjectChange(
                  watch.type(),
                  object.key(),
                  Optional.empty(),
                  Optional.of(object),
                  object.revision(),
                  position.get())));
    }
    deliver(keys, new Cause(newest), position.get());
  }

  private void deliver(Set<ObjectKey> keys, Cause cause, ObjectEvent.Position position) {
    acknowledgements.register(position);
    Delivery delivery = new Delivery(keys.size(), () -> acknowledgements.complete(position));
    long now = System.nanoTime();
    keys.forEach(key -> queue.add(key, cause, delivery, now));
    lock.notifyAll();
  }

  private Set<ObjectKey> keys(Watch watch, ObjectChange change) {
    try {
      return new HashSet<>(watch.keys().apply(change));
    } catch (RuntimeException e) {
      LOG.error("{} cannot tell whom {} {} concerns", name, change.type().kind(), change.key(), e);
      return Set.of();
    }
  }

  private void dispatch() {
    try {
      while (running) {
        workers.acquire();
        WorkQueue.Item item = next();
        if (item == null) {
          workers.release();
          return;
        }
        Thread.ofVirtual().name(name + " " + item.key()).start(() -> work(item));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WorkQueue.@Nullable Item next() throws InterruptedException {
    synchronized (lock) {
      while (running) {
        long now = System.nanoTime();
        Optional<WorkQueue.Item> item = queue.poll(now);
        if (item.isPresent()) {
          return item.get();
        }
        OptionalLong due = queue.nextDue();
        if (due.isPresent()) {
          lock.wait(Math.max(1, Duration.ofNanos(due.getAsLong() - now).toMillis()));
        } else {
          lock.wait();
        }
      }
      return null;
    }
  }

  private void work(WorkQueue.Item item) {
    try {
      awaitOwnWrites(item.key());
      WriteLog log = new WriteLog();
      Reconciler.Outcome outcome;
      try {
        outcome =
            ScopedValue.where(WriteLog.CURRENT, log)
                .call(() -> reconciler.reconcile(item.key(), item.cause()));
      } finally {
        if (!log.isEmpty()) {
          lastWrites.put(item.key(), log);
        }
      }
      succeeded(item, outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failed(item, e);
    } finally {
      workers.release();
    }
  }

  private void awaitOwnWrites(ObjectKey key) throws InterruptedException {
    WriteLog log = lastWrites.remove(key);
    if (log != null && !cache.await(() -> log.isShownBy(cache), OWN_WRITE_DEADLINE)) {
      LOG.debug("{} no longer waits for its own writes for {}", name, key);
    }
  }

  private void succeeded(WorkQueue.Item item, Reconciler.Outcome outcome) {
    synchronized (lock) {
      long now = System.nanoTime();
      queue.done(item, now);
      if (running) {
        switch (outcome) {
          case Reconciler.Outcome.Done _ ->
              resync.ifPresent(every -> queue.addAfter(item.key(), every, now));
          case Reconciler.Outcome.Again again -> queue.addAfter(item.key(), again.after(), now);
        }
      }
      lock.notifyAll();
    }
  }

  private void failed(WorkQueue.Item item, Exception e) {
    LOG.warn("{} failed for {}: {}", name, item.key(), e.toString());
    LOG.debug("{} failed for {}", name, item.key(), e);
    synchronized (lock) {
      queue.failed(item, System.nanoTime());
      lock.notifyAll();
    }
  }
}
