package io.quarterdeck.state.sim;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.core.Slice;
import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.LogException;
import io.quarterdeck.state.log.LogException.Kind;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is durable, and the requests under way to it. A request takes effect when the simulation
 * lets it, and may be lost on the way there or back.
 */
final class SimDisk {
  static final long BASE_REVISION = 1;

  private static final int PAGE_COMMITS = 3;

  private final Random random;
  private final List<Commit> commits = new ArrayList<>();
  private final Map<Long, Lease> leases = new TreeMap<>();
  private final List<Runnable> underWay = new ArrayList<>();
  private final Consumer<Writes> written;
  private double faults;
  private long epoch;
  private int holder;

  SimDisk(Random random, Consumer<Writes> written) {
    this.random = random;
    this.written = written;
  }

  /** How likely a request meets a fault. */
  void faults(double probability) {
    faults = probability;
  }

  boolean canDeliver() {
    return !underWay.isEmpty();
  }

  /** Lets some request take effect, not always the oldest. */
  void deliverOne() {
    underWay.remove(random.nextInt(underWay.size())).run();
  }

  /** Another process takes the epoch. */
  long take(int newHolder) {
    holder = newHolder;
    return ++epoch;
  }

  long newest() {
    return commits.isEmpty() ? BASE_REVISION : commits.getLast().revision();
  }

  List<Commit> commits() {
    return commits;
  }

  Map<Long, Lease> leases() {
    return leases;
  }

  /** The state as it was at a revision. */
  Index at(long revision) {
    Index index = new Index(BASE_REVISION, 0);
    commits.stream().filter(it -> it.revision() <= revision).forEach(index::apply);
    return index;
  }

  Index load() {
    Index index = at(Long.MAX_VALUE);
    index.loadLeases(leases.values());
    return index;
  }

  CommitLog log(int process) {
    return new Log(process);
  }

  History history() {
    return new Past();
  }

  private <T> CompletionStage<T> send(Supplier<T> effect) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    underWay.add(
        () -> {
          boolean fault = random.nextDouble() < faults;
          if (!fault) {
            answer(effect, answer);
            return;
          }
          switch (random.nextInt(4)) {
            case 0 -> fail(answer, Kind.REFUSED);
            case 1 -> fail(answer, Kind.UNKNOWN);
            case 2 -> {
              answer(effect, new CompletableFuture<>());
              fail(answer, Kind.UNKNOWN);
            }
            default -> {
              // The connection is given up, and what was sent over it arrives later all the same.
              underWay.add(() -> answer(effect, new CompletableFuture<>()));
              fail(answer, Kind.UNKNOWN);
            }
          }
        });
    return answer;
  }

  private static <T> void answer(Supplier<T> effect, CompletableFuture<T> answer) {
    T value;
    try {
      value = effect.get();
    } catch (LogException e) {
      answer.completeExceptionally(e);
      return;
    }
    answer.complete(value);
  }

  private static void fail(CompletableFuture<?> answer, Kind kind) {
    answer.completeExceptionally(new LogException(kind, "simulated"));
  }

  private final class Log implements CommitLog {
    private final int process;

    Log(int process) {
      this.process = process;
    }

    @Override
    public CompletionStage<Void> append(long under, Writes writes) {
      return done(
          () -> {
            check(under);
            commits.addAll(writes.commits());
            for (LeaseChange change : writes.leases()) {
              switch (change) {
                case LeaseChange.Granted(Lease lease) -> leases.put(lease.id(), lease);
                case LeaseChange.Revoked(long id) -> leases.remove(id);
              }
            }
            written.accept(writes);
          });
    }

    @Override
    public CompletionStage<Void> confirm(long under) {
      return done(() -> check(under));
    }

    @Override
    public CompletionStage<Void> compact(long under, long revision) {
      return done(() -> check(under));
    }

    @Override
    public CompletionStage<Long> retake() {
      return send(
          () -> {
            if (holder != process) {
              throw new LogException(Kind.FENCED, "simulated");
            }
            return ++epoch;
          });
    }

    private CompletionStage<Void> done(Runnable effect) {
      return send(() -> {
            effect.run();
            return true;
          })
          .thenAccept(done -> {});
    }

    private void check(long under) {
      if (under != epoch) {
        throw new LogException(Kind.FENCED, "simulated");
      }
    }
  }

  private final class Past implements History {
    @Override
    public CompletionStage<Page> read(KeyRange range, long from, long to) {
      return send(
          () -> {
            List<Commit> wanted =
                commits.stream()
                    .filter(it -> it.revision() >= from && it.revision() <= to)
                    .limit(PAGE_COMMITS)
                    .map(it -> within(range, it))
                    .toList();
            boolean whole = wanted.size() < PAGE_COMMITS;
            return new Page(wanted, whole ? to : wanted.getLast().revision());
          });
    }

    @Override
    public CompletionStage<Page> readWithoutPrevious(long from, long to) {
      return read(KeyRange.from(Key.of(new byte[0])), from, to);
    }

    @Override
    public CompletionStage<Optional<Instant>> committed(long revision) {
      return send(
          () ->
              commits.stream()
                  .filter(it -> it.revision() == revision)
                  .map(Commit::time)
                  .findFirst());
    }

    @Override
    public CompletionStage<Slice> sliceAt(KeyRange range, long revision, long max) {
      return send(() -> at(revision).slice(range, max));
    }

    @Override
    public CompletionStage<Long> newest(KeyRange range) {
      return send(
          () ->
              commits.stream()
                  .filter(it -> it.changes().stream().map(Change::key).anyMatch(range::contains))
                  .mapToLong(Commit::revision)
                  .max()
                  .orElse(0));
    }

    @Override
    public CompletionStage<Long> complete() {
      return send(() -> 0L);
    }

    @Override
    public CompletionStage<List<Lease>> leases() {
      return send(() -> List.copyOf(leases.values()));
    }

    private Commit within(KeyRange range, Commit commit) {
      List<Change> inside =
          commit.changes().stream().filter(it -> range.contains(it.key())).toList();
      return new Commit(commit.revision(), inside, commit.origin(), commit.time());
    }
  }
}
