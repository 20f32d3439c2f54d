package io.quarterdeck.state.quota;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes down which alarms are raised, one change after the other. An alarm that a write raises
 * refuses at once and is written down at the next tick: should the process end before, the next
 * leader finds out by itself. Thread-safe.
 */
public final class AlarmKeeper {
  private static final Logger LOG = Logger.getLogger(AlarmKeeper.class);

  private final Quota quota;
  private final AlarmLog log;
  private final LongSupplier epoch;
  private final Set<Long> written = ConcurrentHashMap.newKeySet();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  /** All that is raised so far is in the log. */
  public AlarmKeeper(Quota quota, AlarmLog log, LongSupplier epoch) {
    this.quota = quota;
    this.log = log;
    this.epoch = epoch;
    this.written.addAll(quota.raised());
  }

  public Quota quota() {
    return quota;
  }

  public CompletableFuture<Void> raise(long member) {
    quota.raise(member);
    return inTurn(() -> write(member));
  }

  /** Completes with false when that member has raised none. */
  public CompletableFuture<Boolean> disarm(long member) {
    return inTurn(
        () ->
            log.disarm(epoch.getAsLong(), member)
                .thenApply(
                    done -> {
                      written.remove(member);
                      return quota.disarm(member);
                    }));
  }

  /** To be called at an interval. */
  public synchronized void tick() {
    if (!last.isDone()) {
      return;
    }
    for (long member : quota.raised()) {
      if (!written.contains(member)) {
        LOG.warn(
            "the quota of the database or the share of the heap is used up: nothing is added until"
                + " the alarm is disarmed");
        var unused = inTurn(() -> write(member)).exceptionally(AlarmKeeper::postpone);
      }
    }
  }

  private CompletionStage<Void> write(long member) {
    return log.raise(epoch.getAsLong(), member).thenRun(() -> written.add(member));
  }

  private synchronized <T> CompletableFuture<T> inTurn(Supplier<CompletionStage<T>> change) {
    CompletableFuture<T> next =
        last.handle((done, failure) -> done).thenCompose(it -> change.get());
    last = next;
    return next;
  }

  private static Void postpone(Throwable failure) {
    LOG.warnf("an alarm is not written down yet: %s", failure);
    return null;
  }
}
