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
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controller's work from one start to the stop that follows, with the queue and the marks that
 * belong to it: what still runs after the stop finds nothing that it could disturb, and may not
 * write. Its first key is worked on when the last of the term before is done, so two
 * reconciliations of one key never run at once. Thread-safe.
 */
final class Term {
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);

  /** A write that changed nothing produces no event; after this time the cache is believed. */
  private static final Duration OWN_WRITE_DEADLINE = Duration.ofSeconds(5);

  private final ControllerSpec spec;
  private final BusObjectCache cache;
  private final BooleanSupplier leading;
  private final WorkMetrics metrics;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Map<ObjectKey, WriteLog> lastWrites = new ConcurrentHashMap<>();
  private final WorkQueue queue = new WorkQueue(Backoff.DEFAULT);
  private final Semaphore workers;
  private final Object lock = new Object();
  private final Thread dispatcher;
  private @Nullable Term before;
  private volatile boolean running = true;

  Term(
      ControllerSpec spec,
      BusObjectCache cache,
      BooleanSupplier leading,
      WorkMetrics metrics,
      @Nullable Term before) {
    this.spec = spec;
    this.cache = cache;
    this.leading = leading;
    this.metrics = metrics;
    this.before = before;
    this.workers = new Semaphore(spec.workers());
    this.dispatcher = Thread.ofVirtual().name("dispatch-" + spec.name()).unstarted(this::dispatch);
  }

  void start() {
    spec.watches().forEach(this::seed);
    dispatcher.start();
  }

  void stop() {
    synchronized (lock) {
      running = false;
      queue.clear();
      acknowledgements.clear();
      lock.notifyAll();
    }
    cache.wake();
  }

  boolean awaitEnd(Duration timeout) throws InterruptedException {
    return dispatcher.join(timeout);
  }

  boolean isRunning() {
    return running;
  }

  boolean isHealthy() {
    return !running || dispatcher.isAlive();
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  int depth() {
    synchronized (lock) {
      return queue.depth(System.nanoTime());
    }
  }

  int parked() {
    synchronized (lock) {
      return queue.parked();
    }
  }

  void enqueue(ObjectKey key, Cause cause) {
    synchronized (lock) {
      if (running) {
        add(key, cause, null, System.nanoTime());
        lock.notifyAll();
      }
    }
  }

  void changed(ObjectChange change) {
    for (Watch watch : spec.watches()) {
      if (watch.type().equals(change.type())) {
        deliver(keys(watch, change), new Cause(change.revision()), change.position());
      }
    }
  }

  /** Everything that is in the cache counts as one delivery: the newest record of the topic. */
  private void seed(Watch watch) {
    Set<ObjectKey> keys = new LinkedHashSet<>();
    long newest = 0;
    Optional<ObjectEvent.Position> position = cache.position(watch.type());
    if (position.isEmpty()) {
      return;
    }
    for (ApiObject object : cache.held(watch.type())) {
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
    synchronized (lock) {
      if (!running) {
        return;
      }
      acknowledgements.register(position);
      Delivery delivery = new Delivery(keys.size(), () -> acknowledgements.complete(position));
      long now = System.nanoTime();
      keys.forEach(key -> add(key, cause, delivery, now));
      lock.notifyAll();
    }
  }

  private void add(ObjectKey key, Cause cause, @Nullable Delivery delivery, long now) {
    if (queue.add(key, cause, delivery, now)) {
      metrics.added();
    }
  }

  /** In the order in which the watch names them: it may have one in mind. */
  private Set<ObjectKey> keys(Watch watch, ObjectChange change) {
    try {
      return new LinkedHashSet<>(watch.keys().apply(change));
    } catch (RuntimeException e) {
      LOG.error(
          "{} cannot tell whom {} {} concerns", spec.name(), change.type().kind(), change.key(), e);
      return Set.of();
    }
  }

  private void dispatch() {
    try {
      Term earlier = before;
      if (earlier != null) {
        earlier.dispatcher.join();
        before = null;
      }
      for (WorkQueue.Item item = next(); item != null; item = next()) {
        WorkQueue.Item due = item;
        Thread.ofVirtual().name(spec.name() + " " + due.key()).start(() -> work(due));
      }
      // This thread ends when the last of them has: that is what the next term waits for.
      workers.acquire(spec.workers());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next key, with a worker taken for it; null when the term is over. */
  private WorkQueue.@Nullable Item next() throws InterruptedException {
    workers.acquire();
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
    }
    workers.release();
    return null;
  }

  private void work(WorkQueue.Item item) {
    WorkMetrics.Run run = metrics.begin(item.waited());
    try {
      awaitOwnWrites(item.key());
      WriteLog log = new WriteLog(() -> running && leading.getAsBoolean());
      Reconciler.Outcome outcome;
      try {
        outcome =
            ScopedValue.where(WriteLog.CURRENT, log)
                .call(() -> spec.reconciler().reconcile(item.key(), item.cause()));
      } finally {
        if (!log.isEmpty()) {
          lastWrites.put(item.key(), log);
        }
      }
      succeeded(item, outcome);
    } catch (Throwable e) {
      failed(item, e);
    } finally {
      metrics.end(run);
      workers.release();
    }
  }

  private void awaitOwnWrites(ObjectKey key) throws InterruptedException {
    WriteLog log = lastWrites.remove(key);
    if (log != null && !cache.await(() -> !running || log.isShownBy(cache), OWN_WRITE_DEADLINE)) {
      LOG.debug("{} no longer waits for its own writes for {}", spec.name(), key);
    }
  }

  private void succeeded(WorkQueue.Item item, Reconciler.Outcome outcome) {
    synchronized (lock) {
      long now = System.nanoTime();
      queue.done(item);
      if (running) {
        switch (outcome) {
          case Reconciler.Outcome.Done _ ->
              spec.resync().ifPresent(every -> addAfter(item.key(), every, now));
          case Reconciler.Outcome.Again again -> addAfter(item.key(), again.after(), now);
        }
      }
      lock.notifyAll();
    }
  }

  private void addAfter(ObjectKey key, Duration delay, long now) {
    if (queue.addAfter(key, delay, now)) {
      metrics.added();
    }
  }

  private void failed(WorkQueue.Item item, Throwable e) {
    int failures;
    synchronized (lock) {
      failures = queue.failed(item, System.nanoTime());
      lock.notifyAll();
    }
    metrics.retried();
    if (running) {
      FailureLog.note(spec.name(), item.key(), failures, e);
    } else {
      LOG.debug("{} was stopped while it worked on {}", spec.name(), item.key(), e);
    }
  }
}
