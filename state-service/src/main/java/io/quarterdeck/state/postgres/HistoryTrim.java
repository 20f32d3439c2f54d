package io.quarterdeck.state.postgres;

import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps of short-lived resources no more history than the API may ask for: of each key the newest
 * row, and none of a key that is gone. Each row names the one that it supersedes, so a step looks
 * at new rows alone and never at a whole resource.
 */
final class HistoryTrim {
  private static final String TRIMMED =
      "select trimmed_revision from history_horizon where id = 1 for update";
  private static final String TRIM =
      """
      with later as materialized (
        select h.key, h.revision, h.sub, h.prev_revision, h.deleted
        from history h, unnest($3::bytea[], $4::bytea[]) as r(first, beyond)
        where h.revision > $1 and h.revision <= $2 and h.key >= r.first and h.key < r.beyond),
      superseded as (
        delete from history h using later l
        where l.prev_revision > 0 and h.key = l.key and h.revision = l.prev_revision
          and (h.revision, h.sub) < (l.revision, l.sub)),
      ended as (
        delete from history h using later l
        where l.deleted and h.revision = l.revision and h.sub = l.sub)
      delete from history_base b using later l where b.key = l.key and b.revision < l.revision
      """;
  private static final String MOVE =
      "update history_horizon set trimmed_revision = $1 where id = 1";

  private final Steps steps;
  private final int rows;
  private final List<KeyRange> ranges;

  HistoryTrim(Steps steps, int rows, List<Key> prefixes) {
    this.steps = steps;
    this.rows = rows;
    this.ranges = prefixes.stream().map(KeyRange::prefix).toList();
  }

  /** Returns up to where it has come after this step. */
  long step(long epoch, long target) {
    return steps.leading(epoch, connection -> trim(connection, target));
  }

  private long trim(SqlConnection connection, long target) {
    long from = Steps.rows(connection, TRIMMED, Tuple.tuple()).iterator().next().getLong(0);
    if (from >= target) {
      return from;
    }
    long to = HistorySteps.end(connection, from, target, rows);
    Buffer[] first = bounds(KeyRange::from);
    Buffer[] beyond = bounds(range -> range.end().orElseThrow());
    Steps.rows(
        connection, TRIM, Tuple.of(from, to).addArrayOfBuffer(first).addArrayOfBuffer(beyond));
    Steps.rows(connection, MOVE, Tuple.of(to));
    return to;
  }

  private Buffer[] bounds(Function<KeyRange, Key> side) {
    return ranges.stream()
        .map(range -> Buffer.buffer(side.apply(range).bytes()))
        .toArray(Buffer[]::new);
  }
}
