package io.quarterdeck.state.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.core.Ranges;
import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.model.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends requests, and holds every answer against what is durable. */
final class SimClients {
  static final int LEASES = 3;
  static final long LEASE_TTL_S = 10;

  private static final Origin ORIGIN = new Origin("client", 0, "");
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of("\0"));
  private static final int KEYS = 4;
  private static final int BYTES = 100;
  private static final Set<Failure> MAY_HAVE_HAPPENED = Set.of(Failure.OUTCOME_UNKNOWN);

  private final Random random;
  private final SimDisk disk;
  private final SimClock clock;
  private final Set<String> acknowledged = new HashSet<>();
  private final Set<String> refused = new HashSet<>();

  /** Until when a lease was promised to live. */
  private final Map<Long, Instant> promised = new HashMap<>();

  private final List<AssertionError> violations = new ArrayList<>();
  private int sent;
  private int answered;

  SimClients(Random random, SimDisk disk, SimClock clock) {
    this.random = random;
    this.disk = disk;
    this.clock = clock;
  }

  int answered() {
    return answered;
  }

  void sendOne(SimProcess to) {
    switch (random.nextInt(10)) {
      case 0, 1 -> read(to);
      case 2 -> readOld(to);
      case 3 -> grant(to);
      case 4 -> keepAlive(to);
      case 5 -> write(to, new Op.Delete(KeyRange.of(someKey()), false), "");
      default -> put(to);
    }
  }

  /** Nothing is revoked by expiry before the end of the time that its client was promised. */
  void expired(long lease) {
    Instant until = promised.remove(lease);
    if (until != null && clock.instant().isBefore(until)) {
      violations.add(
          new AssertionError(
              "lease %d expired at %s, promised until %s"
                  .formatted(lease, clock.instant(), until)));
    }
  }

  /** What was acknowledged was written, what was refused was not. */
  void check() {
    assertThat(violations).isEmpty();
    Set<String> written = new HashSet<>();
    disk.commits()
        .forEach(
            commit ->
                commit
                    .changes()
                    .forEach(
                        it -> it.next().ifPresent(e -> written.add(new String(e.value(), UTF_8)))));
    assertThat(written).containsAll(acknowledged);
    assertThat(written).doesNotContainAnyElementsOf(refused);
  }

  private void put(SimProcess to) {
    String value = "value-" + ++sent;
    long lease = random.nextInt(3) == 0 ? someLease() : 0;
    write(to, new Op.Put(someKey(), value.getBytes(UTF_8), lease, true, false, false), value);
  }

  private void write(SimProcess to, Op op, String value) {
    Compare exists =
        new Compare(KeyRange.of(someKey()), Compare.Result.GREATER, new Compare.CreateRevision(0));
    boolean conditional = random.nextInt(3) == 0;
    Op.Txn txn = conditional ? new Op.Txn(List.of(exists), List.of(op), List.of()) : Op.Txn.of(op);
    long floor = disk.newest();
    expect(
        to.store().txn(txn, ORIGIN, BYTES),
        (done, failure) -> written(done, failure, value, floor));
  }

  private void written(
      @Nullable Answered done, @Nullable Throwable failure, String value, long floor) {
    if (done != null) {
      assertThat(done.revision()).isBetween(floor, disk.newest());
      if (done.answer().succeeded() && !value.isEmpty()) {
        acknowledged.add(value);
      }
    } else if (failure != null && !MAY_HAVE_HAPPENED.contains(failureOf(failure))) {
      refused.add(value);
    }
  }

  /** An answer is the durable state at its revision, and no older than its question. */
  private void read(SimProcess from) {
    long floor = disk.newest();
    expect(
        from.store().range(Op.Range.of(EVERYTHING), false),
        (read, failure) -> {
          if (read != null) {
            assertThat(read.revision()).isBetween(floor, disk.newest());
            assertThat(read.answer().entries())
                .isEqualTo(disk.at(read.revision()).range(EVERYTHING));
          }
        });
  }

  private void readOld(SimProcess from) {
    long revision = 1L + random.nextInt((int) disk.newest() + 2);
    Op.Range range = Op.Range.of(EVERYTHING).at(revision);
    expect(
        from.store().range(range, false),
        (read, failure) -> {
          if (read != null) {
            assertThat(read.answer()).isEqualTo(Ranges.answer(disk.at(revision), range));
          }
        });
  }

  private void grant(SimProcess to) {
    long id = someLease();
    Instant asked = clock.instant();
    expect(
        to.leases().grant(id, LEASE_TTL_S, ORIGIN),
        (done, failure) -> promise(id, asked, done != null));
  }

  private void keepAlive(SimProcess to) {
    long id = someLease();
    Instant asked = clock.instant();
    expect(
        to.leases().keepAlive(id),
        (found, failure) -> promise(id, asked, found != null && found.isPresent()));
  }

  /** What a check throws would otherwise be lost in the stage that it runs in. */
  private <T> void expect(
      CompletableFuture<T> answer, BiConsumer<@Nullable T, @Nullable Throwable> check) {
    var unused =
        answer.whenComplete(
            (value, failure) -> {
              answered++;
              try {
                check.accept(value, failure);
              } catch (AssertionError e) {
                violations.add(e);
              }
            });
  }

  /** The time that a client is promised runs from when it asked, not from when it was answered. */
  private void promise(long id, Instant asked, boolean lives) {
    Instant until = asked.plusSeconds(LEASE_TTL_S);
    if (lives && clock.instant().isBefore(until)) {
      assertThat(disk.leases()).containsKey(id);
      promised.merge(id, until, (old, later) -> old.isAfter(later) ? old : later);
    }
  }

  private Key someKey() {
    return Key.of("key-" + random.nextInt(KEYS));
  }

  private long someLease() {
    return 1L + random.nextInt(LEASES);
  }

  private static Failure failureOf(Throwable failed) {
    // A read of the past that did not get through comes back as it is.
    return RefusedException.failureOf(failed).orElse(Failure.OUTCOME_UNKNOWN);
  }
}
