package io.quarterdeck.state.postgres;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.quota.HeapShare;
import io.quarterdeck.state.quota.StateTooLargeException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * The state as a standby holds it: loaded once, then kept up with the history, so that taking over
 * means reading the little that is missing. It is behind by nature and answers nobody. Blocks its
 * caller; confined to one thread.
 */
public final class Follower {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final Logger LOG = Logger.getLogger(Follower.class);
  private static final int MEBIBYTE = 1 << 20;
  // A standby has to look for its leader's life between two attempts.
  private static final int LOADS_MAX = 3;

  private static final String NEWEST =
      "select greatest(base_revision, compact_revision,"
          + " (select coalesce(max(revision), 0) from history))"
          + " from cluster_meta where id = 1";

  private final Pool pool;
  private final History history;
  private final HeapShare share;
  private Index index = new Index(0, 0);
  private boolean loaded;
  private String incarnation = "";
  private volatile long clusterId;
  private volatile long revision;

  Follower(Pool pool, History history, HeapShare share) {
    this.pool = pool;
    this.history = history;
    this.share = share;
  }

  /** 0 before anything is loaded. Thread-safe. */
  public long clusterId() {
    return clusterId;
  }

  /** How far it is. Thread-safe. */
  public long revision() {
    return revision;
  }

  /**
   * Reads what was committed since the last call; at first everything. False when the history that
   * it needs was folded each time before it was read: it is behind, and the next call goes on.
   *
   * @throws StateTooLargeException when the heap has no room for the state
   */
  public boolean catchUp() {
    for (int loads = 0; loads < LOADS_MAX; loads++) {
      if (!loaded) {
        load();
      }
      loaded = readTail();
      if (loaded) {
        return true;
      }
    }
    return false;
  }

  /** The state for the leader, of whose epoch on nobody else commits, and nobody else folds. */
  Index takeOver(Election.Won won) {
    // Otherwise the database went back in time, or was replaced, while this process ran.
    loaded &= incarnation.equals(won.incarnation()) && newest() >= index.revision();
    if (!catchUp()) {
      throw new IllegalStateException("somebody who does not lead folds the history");
    }
    index.compacted(won.compacted());
    index.loadLeases(await(history.leases()));
    return index;
  }

  private long newest() {
    return await(pool.query(NEWEST).execute().toCompletionStage()).iterator().next().getLong(0);
  }

  /** False when it is so far behind that the history did not tell everything any more. */
  private boolean readTail() {
    long known = index.revision();
    History.Page page;
    do {
      page = await(history.readWithoutPrevious(index.revision() + 1, Long.MAX_VALUE));
      page.commits().forEach(index::apply);
      requireRoom(index);
    } while (page.upTo() != Long.MAX_VALUE);
    revision = index.revision();
    return known >= await(history.complete());
  }

  /** One snapshot of all tables: a leader may be writing meanwhile. */
  private void load() {
    long start = System.nanoTime();
    SqlConnection connection = await(pool.getConnection().toCompletionStage());
    try {
      Transaction transaction = await(connection.begin().toCompletionStage());
      rows(connection, "set transaction isolation level repeatable read, read only");
      index = load(connection);
      await(transaction.commit().toCompletionStage());
      LOG.infof(
          "read %d keys, which take %d MiB, within %d ms",
          index.size(),
          index.bytes() / MEBIBYTE,
          Duration.ofNanos(System.nanoTime() - start).toMillis());
    } finally {
      var unused = connection.close();
    }
  }

  private Index load(SqlConnection connection) {
    long newest = rows(connection, NEWEST).iterator().next().getLong(0);
    Row meta =
        rows(
                connection,
                "select base_revision, compact_revision, incarnation, cluster_id"
                    + " from cluster_meta where id = 1")
            .iterator()
            .next();
    Index loaded = new Index(newest, meta.getLong(1));
    loaded.beganAt(meta.getLong(0));
    for (Row row : rows(connection, "select prefix, revision from resource_head")) {
      loaded.loadHead(Key.of(row.getBuffer(0).getBytes()), row.getLong(1));
    }
    loadKeys(connection, loaded);
    incarnation = meta.getString(2);
    clusterId = meta.getLong(3);
    return loaded;
  }

  private void loadKeys(SqlConnection connection, Index into) {
    KeyPages pages =
        await(KeyPages.open(connection, EVERYTHING, KeyPages.KEYS).toCompletionStage());
    RowSet<Row> page = await(pages.next().toCompletionStage());
    while (page.size() > 0) {
      // The database reads on while this page goes into the index.
      CompletionStage<RowSet<Row>> coming = pages.next().toCompletionStage();
      PgHistory.entries(page).forEach(into::load);
      requireRoom(into);
      page = await(coming);
    }
    await(pages.close().toCompletionStage());
  }

  private void requireRoom(Index held) {
    if (held.bytes() > share.startMax()) {
      throw new StateTooLargeException(await(new PgSizes(pool).state()), share);
    }
  }

  private static RowSet<Row> rows(SqlConnection connection, String sql) {
    return await(connection.query(sql).execute().toCompletionStage());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
