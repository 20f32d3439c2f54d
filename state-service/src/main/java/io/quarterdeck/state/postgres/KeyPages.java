package io.quarterdeck.state.postgres;

import io.quarterdeck.state.model.KeyRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a range that exist, in their order, within the transaction of a connection. A page
 * has at most so many rows, and of large values few: what one reads never fills the heap. Not for
 * more than one thread at a time.
 */
final class KeyPages {
  /** The columns of a key, the key itself first. */
  static final String KEYS =
      """
      select key, value, create_revision, mod_revision, version, lease from page
      where bytes_before < $4 order by key
      """;

  private static final String PAGE =
      """
      with present as (
        select key, value, create_revision, mod_revision, version, lease from current_state
        where key >= $1 and ($2::bytea is null or key < $2::bytea) order by key limit $3),
      page as (
        select *, coalesce(sum(octet_length(value)) over (order by key
          rows between unbounded preceding and 1 preceding), 0) as bytes_before
        from present)
      """;
  private static final int ROWS_MAX = 1_000;
  private static final long BYTES_MAX = 2 << 20;

  private final PreparedStatement statement;
  private final @Nullable Buffer end;
  private Buffer from;

  private KeyPages(PreparedStatement statement, Buffer from, @Nullable Buffer end) {
    this.statement = statement;
    this.from = from;
    this.end = end;
  }

  /**
   * Opens the pages.
   *
   * @param select what is told of the rows of {@code page}, the key first; takes those with {@code
   *     bytes_before < $4}
   */
  static Future<KeyPages> open(SqlConnection connection, KeyRange range, String select) {
    return connection
        .prepare(PAGE + select)
        .map(
            statement ->
                new KeyPages(
                    statement,
                    Buffer.buffer(range.from().bytes()),
                    range.end().map(end -> Buffer.buffer(end.bytes())).orElse(null)));
  }

  /** The next rows; none at the end. */
  Future<RowSet<Row>> next() {
    return statement.query().execute(Tuple.of(from, end, ROWS_MAX, BYTES_MAX)).map(this::goOnAfter);
  }

  private RowSet<Row> goOnAfter(RowSet<Row> page) {
    Buffer last = from;
    for (Row row : page) {
      last = row.getBuffer(0);
    }
    if (last != from) {
      // The successor of a key is the key with a zero byte behind it.
      from = last.copy().appendByte((byte) 0);
    }
    return page;
  }

  Future<Void> close() {
    return statement.close();
  }
}
