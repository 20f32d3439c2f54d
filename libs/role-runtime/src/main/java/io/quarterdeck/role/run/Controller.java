package io.quarterdeck.role.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarterdeck.bus.Acknowledgements;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.cache.BusObjectCache;
import io.quarterdeck.role.cache.ObjectChange;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One reconciler with its queue. It works only between {@link #start} and {@link #stop}: a start
 * looks at every object in the cache once, so nothing that happened before is missed, and a standby
 * keeps no backlog. Neither waits for what is under way; the work of a new {@link Term} begins when
 * that of the one before has ended. Thread-safe.
 */
public final class Controller {
  private final ControllerSpec spec;
  private final BusObjectCache cache;
  private final BooleanSupplier leading;
  private final WorkMetrics metrics;
  private volatile @Nullable Term term;

  Controller(
      ControllerSpec spec, BusObjectCache cache, BooleanSupplier leading, MeterRegistry registry) {
    this.spec = spec;
    this.cache = cache;
    this.leading = leading;
    this.metrics = new WorkMetrics(this, registry);
  }

  public String name() {
    return spec.name();
  }

  /** Keys that are due and wait for a worker. */
  public int queueDepth() {
    Term current = term;
    return current == null ? 0 : current.depth();
  }

  public int parked() {
    Term current = term;
    return current == null ? 0 : current.parked();
  }

  public long retries() {
    return metrics.retries();
  }

  public int unacknowledged() {
    return acknowledgements().unacknowledged();
  }

  /** Asks for work on a key from outside of the event stream: a timer, another system. */
  public void enqueue(ObjectKey key, Cause cause) {
    Term current = term;
    if (current != null) {
      current.enqueue(key, cause);
    }
  }

  Acknowledgements acknowledgements() {
    Term current = term;
    return current == null ? new Acknowledgements() : current.acknowledgements();
  }

  boolean isHealthy() {
    Term current = term;
    return current == null || current.isHealthy();
  }

  synchronized void start() {
    Term before = term;
    if (before != null && before.isRunning()) {
      return;
    }
    Term next = new Term(spec, cache, leading, metrics, before);
    // Before it looks at the cache, so that no change falls between the two.
    term = next;
    next.start();
  }

  synchronized void stop() {
    Term current = term;
    if (current != null) {
      current.stop();
    }
  }

  /**
   * Waits until what was under way when it was stopped has ended; false when it has not in time.
   */
  boolean awaitEnd(Duration timeout) throws InterruptedException {
    Term current = term;
    return current == null || current.awaitEnd(timeout);
  }

  void changed(ObjectChange change) {
    Term current = term;
    if (current != null) {
      current.changed(change);
    }
  }
}
