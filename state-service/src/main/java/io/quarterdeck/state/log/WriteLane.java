package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Batch;
import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.core.Batch.Outcome;
import io.quarterdeck.state.core.Batch.Refused;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.RefusedException;
import io.quarterdeck.state.model.Writes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on their way to the log. While one batch becomes durable the next gathers, so the
 * slower the disk, the larger the batches. Nothing is answered before its batch is durable.
 * Confined to the deciding thread.
 */
final class WriteLane {
  private record Waiting(Batch.Request request, int bytes, CompletableFuture<Answered> answer) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Leadership leadership;
  private final CommitLog log;
  private final Executor thread;
  private final Limits limits;
  private final Clock clock;
  private final Consumer<Writes> durable;
  private final Consumer<Throwable> broken;
  private long waitingBytes;
  private boolean busy;

  /**
   * An empty lane.
   *
   * @param durable takes over what a batch wrote, before its requests are answered
   * @param broken hears of a log that fails in a way that is no plain refusal
   */
  WriteLane(
      Leadership leadership,
      CommitLog log,
      Executor thread,
      Limits limits,
      Clock clock,
      Consumer<Writes> durable,
      Consumer<Throwable> broken) {
    this.leadership = leadership;
    this.log = log;
    this.thread = thread;
    this.limits = limits;
    this.clock = clock;
    this.durable = durable;
    this.broken = broken;
  }

  void submit(Batch.Request request, int bytes, CompletableFuture<Answered> answer) {
    if (!leadership.serving()) {
      refuse(answer, Failure.NO_LEADER);
    } else if (isFull(bytes)) {
      refuse(answer, Failure.TOO_MANY_REQUESTS);
    } else {
      waiting.add(new Waiting(request, bytes, answer));
      waitingBytes += bytes;
      next();
    }
  }

  void next() {
    if (busy || waiting.isEmpty() || !leadership.serving()) {
      return;
    }
    busy = true;
    List<Waiting> members = take();
    Batch batch =
        Batch.decide(
            leadership.index(), members.stream().map(Waiting::request).toList(), clock.instant());
    CompletionStage<Void> written =
        batch.writes().isEmpty()
            ? log.confirm(leadership.epoch())
            : log.append(leadership.epoch(), batch.writes());
    written.whenCompleteAsync((done, failure) -> settle(members, batch, failure), thread);
  }

  /** Fails everything that is not decided yet; what is being written settles by itself. */
  void refuseWaiting(Failure failure) {
    List<Waiting> refused = new ArrayList<>(waiting);
    waiting.clear();
    waitingBytes = 0;
    refused.forEach(each -> refuse(each.answer(), failure));
  }

  /** One transaction may always wait, however large. */
  private boolean isFull(int bytes) {
    return waiting.size() >= limits.waitingMax()
        || (!waiting.isEmpty() && waitingBytes + bytes > limits.waitingBytesMax());
  }

  private List<Waiting> take() {
    List<Waiting> members = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty()
        && members.size() < limits.batchRequestsMax()
        && (members.isEmpty() || bytes + waiting.element().bytes() <= limits.batchBytesMax())) {
      Waiting member = waiting.remove();
      bytes += member.bytes();
      waitingBytes -= member.bytes();
      members.add(member);
    }
    return members;
  }

  private void settle(List<Waiting> members, Batch batch, @Nullable Throwable failure) {
    busy = false;
    if (failure == null) {
      durable.accept(batch.writes());
      for (int i = 0; i < members.size(); i++) {
        answer(members.get(i).answer(), batch.outcomes().get(i));
      }
    } else if (LogException.kindOf(failure).isRefusal()) {
      boolean full = LogException.kindOf(failure) == LogException.Kind.FULL;
      Failure refusal = full ? Failure.NO_SPACE : Failure.STORAGE;
      members.forEach(each -> refuse(each.answer(), refusal));
    } else {
      members.forEach(each -> refuse(each.answer(), Failure.OUTCOME_UNKNOWN));
      broken.accept(failure);
    }
    next();
  }

  private static void answer(CompletableFuture<Answered> answer, Outcome outcome) {
    switch (outcome) {
      case Answered answered -> answer.complete(answered);
      case Refused refused -> refuse(answer, refused.failure());
    }
  }

  private static void refuse(CompletableFuture<Answered> answer, Failure failure) {
    answer.completeExceptionally(new RefusedException(failure));
  }
}
