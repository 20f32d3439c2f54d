package io.quarterdeck.state.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Creates the partitions of the history ahead of the revisions that go there, so that dropping old
 * history is dropping tables. Confined to one caller at a time.
 */
final class Partitions {
  private record Span(long from, long to) {
    static final Span NONE = new Span(0, 0);

    /** From here on the next one is made. */
    long half() {
      return from + (to - from) / 2;
    }
  }

  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);
  // Whoever creates one waits for the other, a deposed leader too.
  private static final String LOCK = "lock table history_partition in share row exclusive mode";
  private static final String LAST =
      """
      select from_revision, to_revision, extract(epoch from now() - created_at)::float8
      from history_partition order by to_revision desc limit 1
      """;

  private final Pool pool;
  private final PartitionWidth width;
  private volatile Span last = Span.NONE;
  private CompletableFuture<Span> creating = CompletableFuture.completedFuture(Span.NONE);

  Partitions(Pool pool, PartitionWidth width) {
    this.pool = pool;
    this.width = width;
  }

  /** Completes when these revisions have a partition. */
  CompletionStage<Void> reach(long first, long newest) {
    if (newest < last.half()) {
      return DONE;
    }
    if (creating.isDone()) {
      creating = next(first);
    }
    return newest < last.to() ? DONE : creating.thenCompose(made -> reach(first, newest));
  }

  /** The next partition, or the newest one that is there and not known of yet. */
  private CompletableFuture<Span> next(long first) {
    return pool.withTransaction(
            connection ->
                connection
                    .query(LOCK)
                    .execute()
                    .compose(locked -> connection.query(LAST).execute())
                    .compose(rows -> adoptOrCreate(connection, rows, first)))
        .onSuccess(span -> last = span)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private Future<Span> adoptOrCreate(SqlConnection connection, RowSet<Row> rows, long first) {
    Iterator<Row> newest = rows.iterator();
    if (!newest.hasNext()) {
      return create(connection, new Span(first, first + width.first()));
    }
    Row row = newest.next();
    Span there = new Span(row.getLong(0), row.getLong(1));
    if (there.to() > last.to() && there.to() > first) {
      return Future.succeededFuture(there);
    }
    Duration age = Duration.ofMillis((long) (row.getDouble(2) * 1000));
    // Revisions jump when a new incarnation begins.
    long from = Math.max(there.to(), first);
    return create(connection, new Span(from, from + width.after(there.to() - there.from(), age)));
  }

  /** Attaching leaves readers and writers of the history alone; creating it in place would not. */
  private static Future<Span> create(SqlConnection connection, Span span) {
    String sql =
        """
        create table %1$s (like history including defaults);
        alter table history attach partition %1$s for values from (%2$d) to (%3$d);
        insert into history_partition (from_revision, to_revision, name, created_at)
          values (%2$d, %3$d, '%1$s', now())
        """
            .formatted("history_from_" + span.from(), span.from(), span.to());
    return connection.query(sql).execute().map(done -> span);
  }
}
