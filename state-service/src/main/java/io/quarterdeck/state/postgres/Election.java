package io.quarterdeck.state.postgres;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarterdeck.state.fault.Step;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Decides which process leads. The advisory lock only keeps standbys waiting; what counts is the
 * epoch's row. Blocks its caller.
 */
final class Election {
  /** The state of the cluster as the new leader finds it. */
  record Won(long epoch, String incarnation, long clusterId, long baseRevision, long compacted) {}

  private static final long LOCK = 0x51_75_61_72_74_65_72L;
  private static final long RETRY_MS = 200;
  private static final long CALL_TIMEOUT_S = 20;

  private final Pool pool;
  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;
  private final String holder;

  Election(Pool pool, Vertx vertx, Mutiny.SessionFactory sessions, String holder) {
    this.pool = pool;
    this.vertx = vertx;
    this.sessions = sessions;
    this.holder = holder;
  }

  /** Waits as a standby until nobody holds the lock, then takes the epoch. */
  Won win(Consumer<Step> step) throws InterruptedException {
    SqlConnection connection =
        pool.getConnection().toCompletionStage().toCompletableFuture().join();
    while (!tryLock(connection)) {
      TimeUnit.MILLISECONDS.sleep(RETRY_MS);
    }
    step.accept(Step.BEFORE_EPOCH);
    // The connection stays out of the pool for as long as the process lives: it holds the lock.
    return call(this::takeEpoch);
  }

  private static boolean tryLock(SqlConnection connection) {
    return connection
        .query("select pg_try_advisory_lock(" + LOCK + ")")
        .execute()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .iterator()
        .next()
        .getBoolean(0);
  }

  private Uni<Won> takeEpoch() {
    return sessions.withTransaction(
        session ->
            session
                .find(LeaderEpoch.class, LeaderEpoch.ID, LockModeType.PESSIMISTIC_WRITE)
                .invoke(
                    leader -> {
                      leader.epoch++;
                      leader.holder = holder;
                      leader.takenAt = Instant.now();
                    })
                .chain(
                    leader ->
                        session
                            .find(ClusterMeta.class, ClusterMeta.ID)
                            .map(meta -> won(leader, meta))));
  }

  private static Won won(LeaderEpoch leader, ClusterMeta meta) {
    String incarnation = Objects.requireNonNull(meta.incarnation, "the column is not null");
    return new Won(
        leader.epoch, incarnation, meta.clusterId, meta.baseRevision, meta.compactRevision);
  }

  /** Hibernate Reactive runs on a Vert.x context of its own. */
  private <T> T call(Supplier<Uni<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Context context = VertxContext.getOrCreateDuplicatedContext(vertx);
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        start -> work.get().subscribe().with(done::complete, done::completeExceptionally));
    return done.orTimeout(CALL_TIMEOUT_S, TimeUnit.SECONDS).join();
  }
}
