package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The table of what exists, through a transaction that sees one moment of it. */
final class PgCurrentState implements CurrentState {
  private static final long CALL_TIMEOUT_S = 30;
  private static final String BEGIN = "begin isolation level repeatable read, read only";
  private static final String REVISION =
      "select greatest(base_revision, compact_revision,"
          + " (select coalesce(max(revision), 0) from history))"
          + " from cluster_meta where id = 1";
  // One transaction may change a key more than once: what counts is the last of its rows.
  private static final String KEYS =
      """
      select c.key, c.value, c.create_revision, c.mod_revision, c.version, c.lease, w.sub, w.actor,
        w.cause, w.trace_parent, w.committed_at
      from page c
      left join lateral (
        select * from (
          select h.sub, h.actor, h.cause, h.trace_parent, h.committed_at from history h
          where h.key = c.key and h.revision = c.mod_revision
          union all
          select b.sub, b.actor, b.cause, b.trace_parent, b.committed_at from history_base b
          where b.key = c.key and b.revision = c.mod_revision) rows
        order by sub desc limit 1) w on true
      where bytes_before < $4 order by c.key
      """;

  private final Pool pool;

  PgCurrentState(Pool pool) {
    this.pool = pool;
  }

  @Override
  public View open(KeyRange range) {
    SqlConnection connection = await(pool.getConnection());
    try {
      await(connection.query(BEGIN).execute());
      long revision = await(connection.query(REVISION).execute()).iterator().next().getLong(0);
      return new Moment(connection, revision, await(KeyPages.open(connection, range, KEYS)));
    } catch (RuntimeException e) {
      var unused = connection.close();
      throw e;
    }
  }

  private static final class Moment implements View {
    private final SqlConnection connection;
    private final long revision;
    private final KeyPages pages;

    Moment(SqlConnection connection, long revision, KeyPages pages) {
      this.connection = connection;
      this.revision = revision;
      this.pages = pages;
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public List<Present> next() {
      List<Present> page = new ArrayList<>();
      await(pages.next()).forEach(row -> page.add(present(row)));
      return page;
    }

    @Override
    public void close() {
      var unused = connection.query("rollback").execute().eventually(() -> connection.close());
    }
  }

  private static Present present(Row row) {
    Entry entry =
        new Entry(
            Key.of(row.getBuffer(0).getBytes()),
            row.getBuffer(1).getBytes(),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5));
    return new Present(entry, written(row));
  }

  private static Optional<Written> written(Row row) {
    if (row.getInteger(6) == null) {
      return Optional.empty();
    }
    Origin origin = new Origin(row.getString(7), row.getLong(8), row.getString(9));
    return Optional.of(
        new Written(row.getInteger(6), origin, row.getOffsetDateTime(10).toInstant()));
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(CALL_TIMEOUT_S, TimeUnit.SECONDS)
        .join();
  }
}
