package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.log.LogException.Kind;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a write whose outcome is unknown: takes a new epoch, so that nothing old
 * can still happen, then reads what did. Tries until it works or somebody else leads. Confined to
 * the deciding thread.
 */
final class Recovery {
  private static final Logger LOG = Logger.getLogger(Recovery.class);
  private static final long RETRY_MS = 250;
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));

  private final Leadership leadership;
  private final CommitLog log;
  private final History history;
  private final ScheduledExecutorService thread;
  private final Consumer<List<Commit>> apply;
  private final Runnable recovered;
  private final Runnable fenced;
  private boolean running;

  Recovery(
      Leadership leadership,
      CommitLog log,
      History history,
      ScheduledExecutorService thread,
      Consumer<List<Commit>> apply,
      Runnable recovered,
      Runnable fenced) {
    this.leadership = leadership;
    this.log = log;
    this.history = history;
    this.thread = thread;
    this.apply = apply;
    this.recovered = recovered;
    this.fenced = fenced;
  }

  void begin(Throwable cause) {
    leadership.suspend();
    if (LogException.kindOf(cause) == Kind.FENCED) {
      LOG.error("another process leads this cluster now");
      fenced.run();
    } else if (!running) {
      running = true;
      LOG.warnf("the outcome of a write is unknown, taking a new epoch: %s", cause);
      attempt();
    }
  }

  private void attempt() {
    log.retake()
        .thenComposeAsync(epoch -> reload(leadership.index()).thenApply(read -> epoch), thread)
        .whenCompleteAsync(this::settle, thread);
  }

  private CompletionStage<Long> reload(Index index) {
    return readTail(index)
        .thenCompose(revision -> history.leases())
        .thenApplyAsync(
            leases -> {
              index.loadLeases(leases);
              return index.revision();
            },
            thread);
  }

  private CompletionStage<Long> readTail(Index index) {
    return history
        .read(EVERYTHING, index.revision() + 1, Long.MAX_VALUE)
        .thenComposeAsync(
            page -> {
              apply.accept(page.commits());
              return page.upTo() == Long.MAX_VALUE
                  ? CompletableFuture.completedFuture(index.revision())
                  : readTail(index);
            },
            thread);
  }

  private void settle(@Nullable Long epoch, @Nullable Throwable failure) {
    if (failure == null && epoch != null) {
      running = false;
      leadership.resume(epoch);
      LOG.infof(
          "leading again under epoch %d at revision %d", epoch, leadership.index().revision());
      recovered.run();
    } else if (failure != null && LogException.kindOf(failure) == Kind.FENCED) {
      LOG.error("another process leads this cluster now");
      fenced.run();
    } else {
      var unused = thread.schedule(this::attempt, RETRY_MS, TimeUnit.MILLISECONDS);
    }
  }
}
