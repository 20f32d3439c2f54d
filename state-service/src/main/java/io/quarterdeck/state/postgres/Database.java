package io.quarterdeck.state.postgres;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.Incarnations;
import io.quarterdeck.state.model.Key;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/** The way into PostgreSQL: win the epoch, load the state, then write and read. */
@ApplicationScoped
public class Database {
  /** A leader's start: its epoch and the state that it takes over. */
  public record Lead(
      long epoch,
      String incarnation,
      long base,
      long clusterId,
      Index index,
      CommitLog log,
      Archive archive) {}

  /**
   * What is read besides.
   *
   * @param incarnations how to begin anew when it turns out to be older than the topics
   */
  public record Archive(History history, CurrentState state, Incarnations incarnations) {}

  private static final int LOAD_ROWS = 500;
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

  private final Pool pool;
  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;

  public Database(Pool pool, Vertx vertx, Mutiny.SessionFactory sessions) {
    this.pool = pool;
    this.vertx = vertx;
    this.sessions = sessions;
  }

  /**
   * Blocks until this process leads.
   *
   * @param step hears of the steps at which crash tests strike
   */
  public Lead lead(Consumer<Step> step) throws InterruptedException {
    String holder = UUID.randomUUID().toString();
    Election.Won won = new Election(pool, vertx, sessions, holder).win(step);
    step.accept(Step.AFTER_EPOCH);
    PgHistory history = new PgHistory(pool);
    Index index = load(won);
    index.loadLeases(await(history.leases()));
    step.accept(Step.AFTER_LOAD);
    CommitLog log = new PgCommitLog(pool, new Partitions(pool), holder, WRITE_TIMEOUT);
    Archive archive = new Archive(history, new PgCurrentState(pool), new PgIncarnations(pool));
    return new Lead(
        won.epoch(), won.incarnation(), won.baseRevision(), won.clusterId(), index, log, archive);
  }

  private Index load(Election.Won won) {
    RowSet<Row> newest = rows("select coalesce(max(revision), 0) from history");
    long revision = Math.max(won.baseRevision(), newest.iterator().next().getLong(0));
    Index index = new Index(revision, won.compacted());
    index.beganAt(won.baseRevision());
    for (Row row : rows("select prefix, revision from resource_head")) {
      index.loadHead(Key.of(row.getBuffer(0).getBytes()), row.getLong(1));
    }
    SqlConnection connection = await(pool.getConnection().toCompletionStage());
    try {
      Transaction transaction = await(connection.begin().toCompletionStage());
      Cursor cursor =
          await(
                  connection
                      .prepare(
                          "select key, value, create_revision, mod_revision, version, lease"
                              + " from current_state")
                      .toCompletionStage())
              .cursor();
      do {
        PgHistory.entries(await(cursor.read(LOAD_ROWS).toCompletionStage())).forEach(index::load);
      } while (cursor.hasMore());
      await(cursor.close().compose(done -> transaction.commit()).toCompletionStage());
    } finally {
      var unused = connection.close();
    }
    return index;
  }

  private RowSet<Row> rows(String sql) {
    return await(pool.query(sql).execute().toCompletionStage());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
