package io.quarterdeck.state.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps the history as long as it is to be kept, on a thread of its own. A run that fails, or is
 * cut off by the end of the process, is made up for by the next one.
 */
public final class Retention {
  /** What is kept, for metrics. */
  public record Status(int partitions, long horizon, Duration age, boolean waiting) {}

  private static final Logger LOG = Logger.getLogger(Retention.class);

  private final HistoryKeeper keeper;
  private final Supplier<Bounds> bounds;
  private final Duration retention;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("state-retention").factory());
  private Optional<String> waitsFor = Optional.empty();
  private volatile Status status = new Status(0, 0, Duration.ZERO, false);
  private volatile boolean closed;

  public Retention(HistoryKeeper keeper, Supplier<Bounds> bounds, Duration retention, Clock clock) {
    this.keeper = keeper;
    this.bounds = bounds;
    this.retention = retention;
    this.clock = clock;
  }

  public void start(Duration interval) {
    long ms = interval.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::tick, ms, ms, TimeUnit.MILLISECONDS);
  }

  public void close() {
    closed = true;
    thread.shutdownNow();
  }

  public Status status() {
    return status;
  }

  private void tick() {
    try {
      run();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warnf("the history is not tidied now: %s", e);
      }
    }
  }

  void run() {
    Bounds now = bounds.get();
    Instant time = clock.instant();
    HistoryShape shape = keeper.look(RetentionPlanner.cutoff(time, retention));
    RetentionPlan plan = RetentionPlanner.plan(shape, now, time, retention);
    tell(shape, plan, time);
    plan.mark().ifPresent(keeper::mark);
    long horizon = shape.horizon();
    while (horizon < plan.horizon() && !closed) {
      horizon = keeper.fold(now.epoch(), plan.horizon());
    }
    long trimmed = shape.trimmed();
    while (trimmed < plan.trim() && !closed) {
      trimmed = keeper.trim(now.epoch(), plan.trim());
    }
    for (HistorySpan partition : plan.drop()) {
      keeper.drop(partition);
      LOG.infof("dropped the history up to revision %d", partition.last());
    }
    plan.sweep().ifPresent(this::sweep);
  }

  private void sweep(HistorySpan partition) {
    while (!closed && keeper.sweep(partition)) {
      LOG.debugf("swept some of %s", partition.name());
    }
  }

  private void tell(HistoryShape shape, RetentionPlan plan, Instant time) {
    Duration age =
        shape.oldest().map(mark -> Duration.between(mark.at(), time)).orElse(Duration.ZERO);
    status =
        new Status(shape.partitions().size(), shape.horizon(), age, plan.waitsFor().isPresent());
    if (!plan.waitsFor().equals(waitsFor)) {
      plan.waitsFor()
          .ifPresentOrElse(
              what -> LOG.warnf("history is kept beyond its retention: it waits for %s", what),
              () -> LOG.info("history is kept no longer than its retention again"));
      waitsFor = plan.waitsFor();
    }
  }
}
