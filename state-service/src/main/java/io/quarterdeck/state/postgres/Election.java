package io.quarterdeck.state.postgres;

import io.quarterdeck.state.replica.Member;
import io.quarterdeck.state.replica.Sighting;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Takes the epoch, whose row decides alone which process leads. Whoever wants it says which epoch
 * and which sign of life it wants to follow: of several that want it one gets it. Blocks its
 * caller.
 */
final class Election {
  /** The state of the cluster as the new leader finds it. */
  record Won(
      long epoch, String incarnation, long base, long clusterId, long compacted, long published) {}

  /**
   * Who is paused with the row locked keeps it from the others for this long at most. A process
   * that has just started on a busy machine may take most of it.
   */
  private static final String RELEASE_SOON = "set local idle_in_transaction_session_timeout = '2s'";

  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;
  private final Member self;

  Election(Vertx vertx, Mutiny.SessionFactory sessions, Member self) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.self = self;
  }

  /** Empty when the leader has changed or has shown that it lives since it was seen. */
  Optional<Won> take(Sighting seen) {
    return HibernateCalls.call(
        vertx,
        () ->
            sessions.withTransaction(
                session ->
                    session
                        .createNativeQuery(RELEASE_SOON)
                        .executeUpdate()
                        .chain(
                            done ->
                                session.find(
                                    LeaderEpoch.class,
                                    LeaderEpoch.ID,
                                    LockModeType.PESSIMISTIC_WRITE))
                        .chain(leader -> takeIf(session, leader, seen))));
  }

  private Uni<Optional<Won>> takeIf(Mutiny.Session session, LeaderEpoch leader, Sighting seen) {
    return session
        .find(ReplicaRow.class, seen.holder())
        .chain(
            row -> {
              long beat = row == null ? 0 : row.beat;
              if (leader.epoch != seen.epoch() || beat != seen.beat()) {
                return Uni.createFrom().item(Optional.empty());
              }
              leader.epoch++;
              leader.holder = self.holder();
              leader.takenAt = Instant.now();
              return session
                  .find(ClusterMeta.class, ClusterMeta.ID)
                  .map(meta -> Optional.of(won(leader, meta)));
            });
  }

  private static Won won(LeaderEpoch leader, ClusterMeta meta) {
    String incarnation = Objects.requireNonNull(meta.incarnation, "the column is not null");
    return new Won(
        leader.epoch,
        incarnation,
        meta.baseRevision,
        meta.clusterId,
        meta.compactRevision,
        meta.publishedRevision);
  }
}
