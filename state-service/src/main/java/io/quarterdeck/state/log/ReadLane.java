package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads that must not be answered by a leader that was deposed: one look at the epoch confirms all
 * that wait when it begins. Confined to the deciding thread.
 */
final class ReadLane {
  private record Waiting<T>(Supplier<T> read, CompletableFuture<T> answer) {
    void run() {
      try {
        answer.complete(read.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    void refuse(Failure failure) {
      answer.completeExceptionally(new RefusedException(failure));
    }
  }

  private final Leadership leadership;
  private final CommitLog log;
  private final Executor thread;
  private final Consumer<Throwable> broken;
  private List<Waiting<?>> waiting = new ArrayList<>();
  private boolean confirming;

  ReadLane(Leadership leadership, CommitLog log, Executor thread, Consumer<Throwable> broken) {
    this.leadership = leadership;
    this.log = log;
    this.thread = thread;
    this.broken = broken;
  }

  <T> void submit(Supplier<T> read, CompletableFuture<T> answer) {
    Waiting<T> member = new Waiting<>(read, answer);
    if (leadership.serving()) {
      waiting.add(member);
      next();
    } else {
      member.refuse(Failure.NO_LEADER);
    }
  }

  void next() {
    if (confirming || waiting.isEmpty() || !leadership.serving()) {
      return;
    }
    confirming = true;
    List<Waiting<?>> members = waiting;
    waiting = new ArrayList<>();
    log.confirm(leadership.epoch())
        .whenCompleteAsync((done, failure) -> settle(members, failure), thread);
  }

  private void settle(List<Waiting<?>> members, @Nullable Throwable failure) {
    confirming = false;
    if (failure == null) {
      members.forEach(Waiting::run);
    } else {
      members.forEach(each -> each.refuse(Failure.NO_LEADER));
      if (!LogException.kindOf(failure).isRefusal()) {
        broken.accept(failure);
      }
    }
    next();
  }
}
