package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.core.Deadlines;
import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Leases as clients see them. Granting and revoking are transactions like any other; expiry is a
 * revocation by {@link #EXPIRY}, tried again at the next tick when it fails. Who asks for the time
 * that is left is answered by a confirmed leader, so no lease that another leader let expire is
 * kept alive. Thread-safe: its state is confined to the deciding thread.
 */
public final class LeaseKeeper implements CommitListener {
  /** The actor of what an expired lease deletes. */
  public static final String EXPIRY = "system:lease";

  /** What is known of one lease. */
  public record Status(Lease lease, Duration remaining, Collection<Key> bound) {}

  private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

  /** The shortest life of a lease in an etcd with default settings. */
  private static final long TTL_MIN_S = 2;

  private static final int REQUEST_BYTES = 32;

  private final Store store;
  private final Clock clock;
  private final LongSupplier randomIds;
  private final Deadlines deadlines = new Deadlines();
  private final Set<Long> expiring = new HashSet<>();

  public LeaseKeeper(Store store, Clock clock, LongSupplier randomIds) {
    this.store = store;
    this.clock = clock;
    this.randomIds = randomIds;
  }

  /** To be called once, before the first client. */
  public void start() {
    store.listen(this);
  }

  /**
   * Grants a lease.
   *
   * @param requestedId 0 to have it chosen
   */
  public CompletableFuture<Answered> grant(long requestedId, long ttlSeconds, Origin origin) {
    long id = requestedId == 0 ? chosenId() : requestedId;
    Lease lease = new Lease(id, Math.max(ttlSeconds, TTL_MIN_S));
    return store.txn(Op.Txn.of(new Op.Grant(lease)), origin, REQUEST_BYTES);
  }

  public CompletableFuture<Answered> revoke(long id, Optional<KeyRange> spared, Origin origin) {
    return store.txn(Op.Txn.of(new Op.Revoke(id, spared)), origin, REQUEST_BYTES);
  }

  /** Empty when the lease does not exist any more. */
  public CompletableFuture<Optional<Lease>> keepAlive(long id) {
    return store.read(index -> deadlines.keepAlive(id, clock.instant()));
  }

  public CompletableFuture<Optional<Status>> status(long id) {
    return store.read(
        index ->
            index
                .lease(id)
                .map(lease -> new Status(lease, remaining(id), List.copyOf(index.bound(id)))));
  }

  /** All leases, the one that ends first first. */
  public CompletableFuture<List<Long>> ids() {
    return store.read(index -> deadlines.ids());
  }

  /** To be called at an interval: revokes what has expired. */
  public void tick() {
    store.execute(() -> deadlines.expired(clock.instant()).forEach(this::expire));
  }

  @Override
  public void committed(List<Commit> commits) {}

  @Override
  public void leased(List<LeaseChange> changes) {
    Instant now = clock.instant();
    for (LeaseChange change : changes) {
      switch (change) {
        case LeaseChange.Granted(Lease lease) -> deadlines.granted(lease, now);
        case LeaseChange.Revoked(long id) -> deadlines.revoked(id);
      }
    }
  }

  @Override
  public void resumed(Index index) {
    deadlines.restart(index.leases(), expiring, clock.instant());
  }

  private Duration remaining(long id) {
    return deadlines.remaining(id, clock.instant()).orElse(Duration.ZERO);
  }

  private long chosenId() {
    long id = 0;
    while (id == 0) {
      id = randomIds.getAsLong() & Long.MAX_VALUE;
    }
    return id;
  }

  private void expire(long id) {
    if (!expiring.add(id)) {
      return;
    }
    var unused =
        revoke(id, Optional.empty(), new Origin(EXPIRY, 0, ""))
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    LOG.debugf("lease %d expired and is not revoked yet: %s", id, failure);
                  }
                  store.execute(() -> expiring.remove(id));
                });
  }
}
