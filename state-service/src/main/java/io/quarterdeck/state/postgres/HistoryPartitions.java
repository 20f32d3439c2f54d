package io.quarterdeck.state.postgres;

import io.quarterdeck.state.retention.HistorySpan;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Removes history below the horizon, which nothing reads any more: whoever does it, and how often,
 * makes no difference, so no epoch is checked.
 */
final class HistoryPartitions {
  private static final String ATTACHED =
      "select inhdetachpending from pg_inherits where inhrelid = to_regclass($1::text)";
  private static final String FORGET = "delete from history_partition where name = $1";

  private final Steps steps;
  private final int rows;

  HistoryPartitions(Steps steps, int rows) {
    this.steps = steps;
    this.rows = rows;
  }

  void drop(HistorySpan partition) {
    steps.connected(connection -> detach(connection, partition.name()));
    steps.transaction(
        connection -> {
          Steps.run(connection, "drop table if exists " + partition.name());
          return Steps.rows(connection, FORGET, Tuple.of(partition.name()));
        });
  }

  /** False when there was nothing to remove. */
  boolean sweep(HistorySpan partition) {
    String some =
        """
        delete from %1$s where revision <= (
          select max(revision) from (
            select p.revision from %1$s p
            where p.revision <= (select h.revision from history_horizon h where h.id = 1)
            order by p.revision limit $1) rows)
        """
            .formatted(partition.name());
    return steps.transaction(
        connection -> Steps.rows(connection, some, Tuple.of(rows)).rowCount() > 0);
  }

  /**
   * Concurrently: to drop a partition in one go takes the whole history away from everybody until
   * the longest running reader has ended. A detachment that was cut off is brought to its end.
   */
  private static boolean detach(SqlConnection connection, String name) {
    for (Row row : Steps.rows(connection, ATTACHED, Tuple.of(name))) {
      String how = row.getBoolean(0) ? "finalize" : "concurrently";
      Steps.run(connection, "set lock_timeout = '10s'");
      try {
        Steps.run(connection, "alter table history detach partition " + name + " " + how);
      } finally {
        Steps.run(connection, "reset lock_timeout");
      }
    }
    return true;
  }
}
