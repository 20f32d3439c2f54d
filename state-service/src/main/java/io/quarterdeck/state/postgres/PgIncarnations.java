package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.Incarnations;
import io.quarterdeck.state.log.LogException;
import io.quarterdeck.state.log.LogException.Kind;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.CompletionStage;

/** One statement: it takes the epoch away from whoever has it and moves all revisions up. */
final class PgIncarnations implements Incarnations {
  private static final String BEGIN =
      """
      with deposed as (
        update leader set epoch = epoch + 1, holder = '', taken_at = now()
        where id = 1 and epoch = $1 returning epoch),
      beginning as (
        select greatest($2::bigint, base_revision, compact_revision,
            (select coalesce(max(revision), 0) from history)) + $3::bigint as revision
        from cluster_meta where id = 1)
      update cluster_meta set
        incarnation = left(replace(gen_random_uuid()::text, '-', ''), 12),
        base_revision = beginning.revision, compact_revision = beginning.revision
      from deposed, beginning where id = 1 returning base_revision
      """;

  private final Pool pool;

  PgIncarnations(Pool pool) {
    this.pool = pool;
  }

  @Override
  public CompletionStage<Long> begin(long epoch, long beyond) {
    return pool.preparedQuery(BEGIN)
        .execute(Tuple.of(epoch, beyond, GAP))
        .toCompletionStage()
        .thenApply(PgIncarnations::revision);
  }

  private static long revision(RowSet<Row> rows) {
    for (Row row : rows) {
      return row.getLong(0);
    }
    throw new LogException(Kind.FENCED, "another process has taken the epoch");
  }
}
