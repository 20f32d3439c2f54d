package io.quarterdeck.bench.faults;

import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A leader and a standby, which change roles as faults have it. Whichever ends is started again,
 * and whichever froze by itself goes on after a while.
 */
final class Replicas implements AutoCloseable {
  private static final Duration LEADER_MAX = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();

  private final List<Replica> all;
  private final AtomicReference<Optional<String>> failpoint =
      new AtomicReference<>(Optional.empty());
  private final Set<Replica> heldFrozen = ConcurrentHashMap.newKeySet();
  private final Set<Replica> seenFrozen = new HashSet<>();
  private final Thread supervisor;
  private volatile boolean closed;

  private Replicas(List<Replica> all) {
    this.all = all;
    this.supervisor = Thread.ofPlatform().daemon().name("supervisor").unstarted(this::supervise);
  }

  static Replicas start(TestStores stores) {
    Replicas replicas = new Replicas(List.of(new Replica(stores, "a"), new Replica(stores, "b")));
    replicas.supervisor.start();
    replicas.awaitLeader();
    return replicas;
  }

  List<Replica> all() {
    return all;
  }

  /** Waits until one of them serves. */
  Replica awaitLeader() {
    return Await.value("one of the replicas leads", LEADER_MAX, () -> leader(all));
  }

  /** Waits until another one than this serves. */
  Replica awaitLeaderOtherThan(Replica deposed) {
    List<Replica> others = all.stream().filter(it -> it != deposed).toList();
    return Await.value("the other replica leads", LEADER_MAX, () -> leader(others));
  }

  /** The next process that is started is to strike at this step. */
  void arm(String setting) {
    failpoint.set(Optional.of(setting));
  }

  /** Stops it until it is thawed, however long that takes. */
  void freeze(Replica replica) {
    heldFrozen.add(replica);
    replica.role().freeze();
  }

  void thaw(Replica replica) {
    replica.role().thaw();
    heldFrozen.remove(replica);
  }

  @Override
  public void close() {
    closed = true;
    try {
      supervisor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(Replica::close);
  }

  private static @Nullable Replica leader(List<Replica> candidates) {
    return candidates.stream().filter(it -> it.role().isReady()).findFirst().orElse(null);
  }

  private void supervise() {
    while (!closed) {
      all.forEach(this::look);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void look(Replica replica) {
    if (!replica.role().isAlive()) {
      replica.launch(failpoint.getAndSet(Optional.empty()));
    } else if (heldFrozen.contains(replica) || !replica.role().isFrozen()) {
      seenFrozen.remove(replica);
    } else if (!seenFrozen.add(replica)) {
      replica.role().thaw();
      seenFrozen.remove(replica);
    }
  }
}
