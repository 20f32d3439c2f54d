package io.quarterdeck.state.postgres;

import io.quarterdeck.state.quota.AlarmLog;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The alarms in PostgreSQL, changed while the epoch is held, as commits are. */
final class PgAlarms implements AlarmLog {
  private static final String RAISED = "select member_id from space_alarm";
  private static final String HELD =
      """
      with held as materialized (
        select epoch from leader where id = 1 and epoch = $1 for update),
      """;
  private static final String RAISE =
      HELD
          + """
          raised as (
            insert into space_alarm (member_id) select $2 from held on conflict do nothing)
          select epoch from held
          """;
  private static final String DISARM =
      HELD
          + """
          disarmed as (delete from space_alarm using held where member_id = $2)
          select epoch from held
          """;

  private final Pool pool;
  private final FencedStatement fenced;

  PgAlarms(Pool pool, Duration timeout) {
    this.pool = pool;
    this.fenced = new FencedStatement(pool, timeout);
  }

  @Override
  public CompletionStage<Set<Long>> raised() {
    return pool.query(RAISED).execute().toCompletionStage().thenApply(PgAlarms::members);
  }

  @Override
  public CompletionStage<Void> raise(long epoch, long member) {
    return fenced.run(RAISE, Tuple.of(epoch, member)).thenAccept(held -> {});
  }

  @Override
  public CompletionStage<Void> disarm(long epoch, long member) {
    return fenced.run(DISARM, Tuple.of(epoch, member)).thenAccept(held -> {});
  }

  private static Set<Long> members(RowSet<Row> rows) {
    Set<Long> members = new HashSet<>();
    rows.forEach(row -> members.add(row.getLong(0)));
    return members;
  }
}
