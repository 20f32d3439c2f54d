package io.quarterdeck.state.postgres;

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

  private static DatabaseSize size(Row row) {
    return new DatabaseSize(row.getLong(0), row.getLong(1));
  }
}
