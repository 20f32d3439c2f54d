package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Until when leases live. Volatile, as in etcd: a keep-alive writes nothing, and whoever begins to
 * lead gives every lease its whole time again. Time is a parameter.
 */
public final class Deadlines {
  private record Deadline(Lease lease, Instant at) {
    static Deadline from(Lease lease, Instant now) {
      return new Deadline(lease, now.plusSeconds(lease.ttlSeconds()));
    }

    boolean isPast(Instant now) {
      return !now.isBefore(at);
    }
  }

  private final Map<Long, Deadline> deadlines = new HashMap<>();

  /**
   * Gives every lease its whole time again.
   *
   * @param ending leases whose revocation is under way: for them it is too late
   */
  public void restart(Collection<Lease> leases, Set<Long> ending, Instant now) {
    Map<Long, Deadline> before = Map.copyOf(deadlines);
    deadlines.clear();
    for (Lease lease : leases) {
      Deadline old = before.get(lease.id());
      boolean kept = old != null && ending.contains(lease.id());
      deadlines.put(lease.id(), kept ? old : Deadline.from(lease, now));
    }
  }

  public void granted(Lease lease, Instant now) {
    deadlines.put(lease.id(), Deadline.from(lease, now));
  }

  public void revoked(long id) {
    deadlines.remove(id);
  }

  /** Gives a lease its whole time again; empty when there is none, or its time was over. */
  public Optional<Lease> keepAlive(long id, Instant now) {
    Deadline deadline = deadlines.get(id);
    if (deadline == null || deadline.isPast(now)) {
      return Optional.empty();
    }
    granted(deadline.lease(), now);
    return Optional.of(deadline.lease());
  }

  /** Negative when the time is over and the lease is about to be revoked. */
  public Optional<Duration> remaining(long id, Instant now) {
    return Optional.ofNullable(deadlines.get(id)).map(it -> Duration.between(now, it.at()));
  }

  /** Leases whose time is over, the longest first. */
  public List<Long> expired(Instant now) {
    return byDeadline(deadlines.values().stream().filter(it -> it.isPast(now)).toList());
  }

  /** All leases, in the order in which they end. */
  public List<Long> ids() {
    return byDeadline(deadlines.values());
  }

  private static List<Long> byDeadline(Collection<Deadline> some) {
    return some.stream()
        .sorted(Comparator.comparing(Deadline::at).thenComparing(it -> it.lease().id()))
        .map(it -> it.lease().id())
        .toList();
  }
}
