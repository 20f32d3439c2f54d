package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Batch;
import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.core.Checks;
import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.core.Ranges;
import io.quarterdeck.state.core.Slice;
import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.model.RefusedException;
import io.quarterdeck.state.model.Writes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The store of the leading process. Thread-safe: all state is touched by one thread alone, which
 * never blocks; answers complete on it.
 */
public final class Store {
  /** A range's answer and the newest revision when it was given. */
  public record Read(Answer.Range answer, long revision) {}

  /** How fresh a cache has to be. */
  public record Head(long revision, long newest, long epoch, long compactRevision) {}

  /**
   * Where the store stands, without asking the database.
   *
   * @param bytes what the state takes in memory, roughly
   */
  public record Position(
      long revision, long compactRevision, long epoch, boolean serving, long bytes) {}

  private final Leadership leadership;
  private final CommitLog log;
  private final History history;
  private final Limits limits;
  private final ScheduledExecutorService thread;
  private final RecentCommits recent;
  private final WriteLane writes;
  private final ReadLane reads;
  private final Recovery recovery;
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Position position;

  public Store(
      Index index,
      long epoch,
      CommitLog log,
      History history,
      RecentCommits recent,
      Limits limits,
      ScheduledExecutorService thread,
      Clock clock,
      Runnable fenced) {
    this.leadership = new Leadership(index, epoch);
    this.log = log;
    this.history = history;
    this.recent = recent;
    this.limits = limits;
    this.thread = thread;
    this.recovery =
        new Recovery(leadership, log, history, thread, this::applyCommits, this::resume, fenced);
    this.writes = new WriteLane(leadership, log, thread, limits, clock, this::apply, this::broken);
    this.reads = new ReadLane(leadership, log, thread, this::broken);
    this.position = current();
  }

  public void listen(CommitListener listener) {
    listeners.add(listener);
    thread.execute(() -> listener.resumed(leadership.index()));
  }

  public Position position() {
    return position;
  }

  public int size() {
    return leadership.index().size();
  }

  /**
   * Decides a transaction; it is durable when its answer completes.
   *
   * @param bytes what the request weighs
   */
  public CompletableFuture<Answered> txn(Op.Txn txn, Origin origin, int bytes) {
    Checks.check(txn, limits.txnOpsMax());
    if (Effects.changes(txn) && !limits.mayWrite().getAsBoolean()) {
      return CompletableFuture.failedFuture(new RefusedException(Failure.PUBLICATION_BEHIND));
    }
    if (Effects.adds(txn) && !limits.hasSpace().getAsBoolean()) {
      return CompletableFuture.failedFuture(new RefusedException(Failure.NO_SPACE));
    }
    CompletableFuture<Answered> answer = new CompletableFuture<>();
    OldRanges.read(txn, this::old)
        .whenCompleteAsync(
            (past, failure) -> {
              if (failure == null) {
                writes.submit(new Batch.Request(txn, origin, past), bytes, answer);
              } else {
                answer.completeExceptionally(failure);
              }
            },
            thread);
    return answer;
  }

  /**
   * Reads a range, at an older revision too.
   *
   * @param serializable whether a leader that was deposed may answer
   */
  public CompletableFuture<Read> range(Op.Range range, boolean serializable) {
    Checks.check(Op.Txn.of(range), limits.txnOpsMax());
    return onThread(serializable, () -> read(range)).thenCompose(read -> read);
  }

  /** Looks at the committed state, on the deciding thread, once leadership is confirmed. */
  public <T> CompletableFuture<T> read(Function<Index, T> look) {
    return onThread(false, () -> look.apply(leadership.index()));
  }

  public CompletableFuture<Head> head(Key prefix) {
    return onThread(false, () -> headNow(prefix)).thenCompose(head -> head);
  }

  public CompletableFuture<Long> compact(long revision) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    thread.execute(
        () -> {
          Index index = leadership.index();
          if (revision <= index.compactRevision()) {
            done.completeExceptionally(new RefusedException(Failure.COMPACTED));
          } else if (revision > index.revision()) {
            done.completeExceptionally(new RefusedException(Failure.FUTURE_REVISION));
          } else {
            compact(revision, done);
          }
        });
    return done;
  }

  /** Completes when this process was the leader at some moment after the call. */
  public CompletionStage<Void> confirmLeading() {
    return log.confirm(position.epoch());
  }

  /** Runs on the deciding thread, where {@link CommitListener}s run too. */
  public void execute(Runnable task) {
    thread.execute(task);
  }

  private void compact(long revision, CompletableFuture<Long> done) {
    log.compact(leadership.epoch(), revision)
        .whenCompleteAsync(
            (ok, failure) -> {
              if (failure == null) {
                leadership.index().compacted(revision);
                position = current();
                listeners.forEach(listener -> listener.compacted(revision));
                done.complete(leadership.index().revision());
              } else {
                done.completeExceptionally(new RefusedException(Failure.OUTCOME_UNKNOWN));
              }
            },
            thread);
  }

  private <T> CompletableFuture<T> onThread(boolean unconfirmed, Supplier<T> read) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          if (unconfirmed) {
            answer.complete(read.get());
          } else {
            reads.submit(read, answer);
          }
        });
    return answer;
  }

  private CompletionStage<Read> read(Op.Range range) {
    long revision = leadership.index().revision();
    if (range.revision() > 0 && range.revision() != revision) {
      return old(range).thenApply(answer -> new Read(answer, revision));
    }
    Answer.Range answer = Ranges.answer(leadership.index(), range);
    return CompletableFuture.completedFuture(new Read(answer, revision));
  }

  private CompletionStage<Answer.Range> old(Op.Range range) {
    Position now = position;
    if (range.revision() > now.revision()) {
      return CompletableFuture.failedFuture(new RefusedException(Failure.FUTURE_REVISION));
    }
    if (range.revision() < now.compactRevision()) {
      return CompletableFuture.failedFuture(new RefusedException(Failure.COMPACTED));
    }
    return history
        .sliceAt(range.range(), range.revision(), Ranges.entriesMax(range))
        .thenApply(slice -> oldAnswer(range, slice));
  }

  private Answer.Range oldAnswer(Op.Range range, Slice slice) {
    if (range.revision() < position.compactRevision()) {
      // What was compacted meanwhile may have been dropped while it was read.
      throw new RefusedException(Failure.COMPACTED);
    }
    return Ranges.answer(slice, range);
  }

  private CompletionStage<Head> headNow(Key prefix) {
    Index index = leadership.index();
    Head known = new Head(index.revision(), 0, leadership.epoch(), index.compactRevision());
    Optional<Long> newest = index.head(prefix);
    CompletionStage<Long> found =
        newest.isPresent()
            ? CompletableFuture.completedFuture(newest.get())
            : history
                .newest(KeyRange.prefix(prefix))
                .thenApply(it -> Math.max(index.headMin(), it));
    return found.thenApply(
        it -> new Head(known.revision(), it, known.epoch(), known.compactRevision()));
  }

  private void apply(Writes writes) {
    applyCommits(writes.commits());
    writes.leases().forEach(leadership.index()::apply);
    if (!writes.leases().isEmpty()) {
      listeners.forEach(listener -> listener.leased(writes.leases()));
    }
  }

  private void applyCommits(List<Commit> commits) {
    if (commits.isEmpty()) {
      return;
    }
    commits.forEach(leadership.index()::apply);
    recent.add(commits);
    position = current();
    listeners.forEach(listener -> listener.committed(commits));
  }

  private void broken(Throwable failure) {
    recovery.begin(failure);
    position = current();
    writes.refuseWaiting(Failure.NO_LEADER);
  }

  private void resume() {
    position = current();
    listeners.forEach(listener -> listener.resumed(leadership.index()));
    writes.next();
    reads.next();
  }

  private Position current() {
    Index index = leadership.index();
    return new Position(
        index.revision(),
        index.compactRevision(),
        leadership.epoch(),
        leadership.serving(),
        index.bytes());
  }
}
