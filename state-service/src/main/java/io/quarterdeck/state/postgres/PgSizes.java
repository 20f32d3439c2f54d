package io.quarterdeck.state.postgres;

import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.quota.DatabaseSize;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.concurrent.CompletionStage;

/** What PostgreSQL says of its size. */
final class PgSizes {
  private static final String SIZES =
      """
      select pg_database_size(current_database()),
        pg_database_size(current_database()) - (
          select coalesce(sum(pg_total_relation_size(relid) * n_dead_tup
            / greatest(n_live_tup + n_dead_tup, 1)), 0)::bigint
          from pg_stat_user_tables)
      """;

  private static final String STATE =
      "select count(*), coalesce(sum(octet_length(key) + octet_length(value)), 0)::bigint"
          + " from current_state";

  private final Pool pool;

  PgSizes(Pool pool) {
    this.pool = pool;
  }

  CompletionStage<DatabaseSize> read() {
    return pool.query(SIZES)
        .execute()
        .map(rows -> size(rows.iterator().next()))
        .toCompletionStage();
  }

  /** What the state takes in the memory of a process. */
  CompletionStage<Long> state() {
    return pool.query(STATE)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> Entry.bytes(row.getLong(0), row.getLong(1)))
        .toCompletionStage();
  }

  private static DatabaseSize size(Row row) {
    return new DatabaseSize(row.getLong(0), row.getLong(1));
  }
}
