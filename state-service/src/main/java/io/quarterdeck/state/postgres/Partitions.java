package io.quarterdeck.state.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Creates the partitions of the history ahead of the revisions that go there, so that dropping old
 * history is dropping tables. Confined to one caller at a time.
 */
final class Partitions {
  private static final long REVISIONS_EACH = 1_000_000;

  private final Pool pool;
  private volatile long createdTo;

  Partitions(Pool pool) {
    this.pool = pool;
  }

  /** Completes when a revision has a partition. */
  CompletionStage<Void> reach(long revision) {
    if (revision < createdTo) {
      return CompletableFuture.completedFuture(null);
    }
    long from = revision / REVISIONS_EACH * REVISIONS_EACH;
    return pool.withTransaction(
            connection ->
                create(connection, from).compose(done -> create(connection, from + REVISIONS_EACH)))
        .onSuccess(done -> createdTo = from + 2 * REVISIONS_EACH)
        .toCompletionStage();
  }

  private static Future<Void> create(SqlConnection connection, long from) {
    long to = from + REVISIONS_EACH;
    String name = "history_" + from / REVISIONS_EACH;
    return connection
        .query(
            "create table if not exists "
                + name
                + " partition of history for values from ("
                + from
                + ") to ("
                + to
                + ")")
        .execute()
        .compose(
            done ->
                connection
                    .preparedQuery(
                        "insert into history_partition values ($1, $2, $3, now())"
                            + " on conflict do nothing")
                    .execute(Tuple.of(from, to, name)))
        .mapEmpty();
  }
}
