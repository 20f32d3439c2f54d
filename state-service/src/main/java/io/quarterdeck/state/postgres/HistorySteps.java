package io.quarterdeck.state.postgres;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** How far one step through the history goes: by rows, since revisions may jump. */
final class HistorySteps {
  private static final String END =
      """
      select count(*), coalesce(max(revision), 0) from (
        select h.revision from history h where h.revision > $1 and h.revision <= $2
        order by h.revision limit $3) rows
      """;

  private HistorySteps() {}

  /** The last revision of a step that begins after one and goes no further than another. */
  static long end(SqlConnection connection, long from, long target, int rows) {
    Row found = Steps.rows(connection, END, Tuple.of(from, target, rows)).iterator().next();
    return found.getLong(0) < rows ? target : found.getLong(1);
  }
}
