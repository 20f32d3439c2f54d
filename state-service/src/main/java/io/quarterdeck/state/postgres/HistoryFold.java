package io.quarterdeck.state.postgres;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Moves the horizon on: what the history says up to there becomes part of the base. One step is one
 * transaction, so base and horizon agree at every moment, wherever the process ends; nothing that a
 * writer needs is locked but the epoch's row, and that for the commit alone.
 */
final class HistoryFold {
  // Locked, so that two stewards, one of them deposed, take turns.
  private static final String HORIZON =
      "select revision from history_horizon where id = 1 for update";
  // The values are fetched for the newest rows alone.
  private static final String FOLD =
      """
      with newest as materialized (
        select distinct on (h.key) h.key, h.revision, h.sub, h.deleted from history h
        where h.revision > $1 and h.revision <= $2
        order by h.key, h.revision desc, h.sub desc),
      removed as (
        delete from history_base b using newest n where n.deleted and b.key = n.key)
      insert into history_base (key, value, revision, sub, create_revision, version, lease, actor,
          cause, trace_parent, committed_at)
      select h.key, h.value, h.revision, h.sub, h.create_revision, h.version, h.lease, h.actor,
          h.cause, h.trace_parent, h.committed_at
        from newest n join history h on h.revision = n.revision and h.sub = n.sub
        where not n.deleted and h.revision > $1 and h.revision <= $2
      on conflict (key) do update set value = excluded.value, revision = excluded.revision,
        sub = excluded.sub, create_revision = excluded.create_revision,
        version = excluded.version, lease = excluded.lease, actor = excluded.actor,
        cause = excluded.cause, trace_parent = excluded.trace_parent,
        committed_at = excluded.committed_at
      """;
  private static final String MOVE = "update history_horizon set revision = $1 where id = 1";

  private final Steps steps;
  private final int rows;

  /** {@code rows} is how many rows of history a step takes, and those of its last transaction. */
  HistoryFold(Steps steps, int rows) {
    this.steps = steps;
    this.rows = rows;
  }

  /** Returns where the horizon is after this step. */
  long step(long epoch, long target) {
    return steps.leading(epoch, connection -> fold(connection, target));
  }

  private long fold(SqlConnection connection, long target) {
    long from = Steps.rows(connection, HORIZON, Tuple.tuple()).iterator().next().getLong(0);
    if (from >= target) {
      return from;
    }
    long to = HistorySteps.end(connection, from, target, rows);
    Steps.rows(connection, FOLD, Tuple.of(from, to));
    Steps.rows(connection, MOVE, Tuple.of(to));
    return to;
  }
}
