package io.quarterdeck.gateway.compaction;

import io.quarkus.logging.Log;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.store.CompactionMarks;
import io.quarterdeck.gateway.store.CompactionMarks.Mark;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Moves the horizon of the API on: at each interval, to the revision of one interval ago. Each
 * gateway tries; the one whose mark is first does it, and the others learn of it from its mark, so
 * that several of them forget no sooner than one.
 */
@Singleton
public class Compactor {
  private final CompactionMarks marks;
  private final Duration interval;
  private volatile Mark last = Mark.NONE;
  private volatile Cancellable ticks = () -> {};

  Compactor(CompactionMarks marks, GatewayConfig config) {
    this.marks = marks;
    this.interval = config.compactionInterval();
  }

  public void start() {
    if (interval.isZero()) {
      return;
    }
    ticks =
        Multi.createFrom()
            .ticks()
            .every(interval)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> compact())
            .subscribe()
            .with(done -> {});
  }

  public void stop() {
    ticks.cancel();
  }

  private Uni<Void> compact() {
    Mark before = last;
    return marks
        .replace(before)
        .flatMap(
            marked -> {
              last = marked.mark();
              boolean first = before.equals(Mark.NONE);
              return marked.won() && !first
                  ? marks.compact(before.revision())
                  : Uni.createFrom().voidItem();
            })
        .onFailure()
        .invoke(failure -> Log.infof("the history is not compacted now: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
