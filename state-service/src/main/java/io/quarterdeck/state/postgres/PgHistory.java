package io.quarterdeck.state.postgres;

import io.quarterdeck.state.core.Slice;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** History and older states, read from PostgreSQL. */
final class PgHistory implements History {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final PageSize PAGE = new PageSize(200, 4 << 20);
  private static final String IN_RANGE =
      " h.key >= $1 and ($2::bytea is null or h.key < $2::bytea)";
  // One transaction may change a key more than once: what counts is the last of its rows.
  private static final String READ =
      """
      with page as (
        select h.revision, h.sub, h.key, h.value, h.deleted, h.create_revision, h.version, h.lease,
          h.actor, h.cause, h.trace_parent, h.committed_at, p.revision as previous_revision,
          p.value as previous_value, p.create_revision as previous_create_revision,
          p.version as previous_version, p.lease as previous_lease
        from history h
        left join lateral (
          select * from (
            select b.revision, b.sub, b.value, b.create_revision, b.version, b.lease
            from history b
            where b.key = h.key and b.revision = h.prev_revision
              and (b.revision, b.sub) < (h.revision, h.sub)
            union all
            select b.revision, b.sub, b.value, b.create_revision, b.version, b.lease
            from history_base b where b.key = h.key and b.revision = h.prev_revision) earlier
          order by sub desc limit 1) p on $7 and h.prev_revision > 0
        where %s and h.revision >= $3 and h.revision <= $4 order by h.revision, h.sub limit $5),
      weighed as (
        select *, count(*) over () as found,
          coalesce(sum(coalesce(octet_length(value), 0) + coalesce(octet_length(previous_value), 0))
            over (order by revision, sub rows between unbounded preceding and 1 preceding), 0)
            as bytes_before
        from page)
      select revision, key, value, deleted, create_revision, version, lease, actor, cause,
        trace_parent, committed_at, previous_revision, previous_value, previous_create_revision,
        previous_version, previous_lease, found
      from weighed where bytes_before < $6 order by revision, sub
      """
          .formatted(IN_RANGE);
  // What has not changed since is what exists now. Of the rest, the first change since names the
  // version that it superseded: the cost is that of the range and of what was written since,
  // however long the history is.
  static final String SLICE_AT =
      """
      with changed as materialized (
        select distinct on (h.key) h.key, h.prev_revision from history h
        where %1$s and h.revision > $3 order by h.key, h.revision, h.sub),
      slice as (
        select h.key, h.value, h.create_revision, h.mod_revision, h.version, h.lease
        from current_state h where %1$s and h.mod_revision <= $3
        union all
        select c.key, earlier.value, earlier.create_revision, earlier.revision, earlier.version, earlier.lease
        from changed c, lateral (
          select * from (
            select h.sub, h.revision, h.value, h.create_revision, h.version, h.lease
            from history h where h.key = c.key and h.revision = c.prev_revision
            union all
            select b.sub, b.revision, b.value, b.create_revision, b.version, b.lease
            from history_base b where b.key = c.key and b.revision = c.prev_revision) rows
          order by sub desc limit 1) earlier
        where c.prev_revision > 0
        order by key limit $4)
      select slice.*, counted.keys
      from (
        select (select count(*) from current_state h where %1$s and h.mod_revision <= $3)
          + (select count(*) from changed where prev_revision > 0) as keys) counted
      left join slice on true order by key
      """
          .formatted(IN_RANGE);
  private static final String NEWEST =
      "select greatest((select coalesce(max(h.revision), 0) from history h where"
          + IN_RANGE
          + "), (select coalesce(max(h.revision), 0) from history_base h where"
          + IN_RANGE
          + "))";
  private static final String COMMITTED =
      "select committed_at from history where revision = $1 limit 1";
  private static final String COMPLETE =
      "select greatest(revision, trimmed_revision) from history_horizon where id = 1";

  private final Pool pool;

  PgHistory(Pool pool) {
    this.pool = pool;
  }

  @Override
  public CompletionStage<Page> read(KeyRange range, long from, long to) {
    return read(range, from, to, PAGE, true);
  }

  @Override
  public CompletionStage<Page> readWithoutPrevious(long from, long to) {
    return read(EVERYTHING, from, to, PAGE, false);
  }

  @Override
  public CompletionStage<Optional<Instant>> committed(long revision) {
    return query(COMMITTED, Tuple.of(revision))
        .thenApply(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getOffsetDateTime(0).toInstant())
                    .findFirst());
  }

  @Override
  public CompletionStage<Slice> sliceAt(KeyRange range, long revision, long max) {
    return query(SLICE_AT, bounds(range).addLong(revision).addLong(max))
        .thenApply(PgHistory::slice);
  }

  @Override
  public CompletionStage<Long> newest(KeyRange range) {
    return query(NEWEST, bounds(range)).thenApply(rows -> rows.iterator().next().getLong(0));
  }

  @Override
  public CompletionStage<Long> complete() {
    return query(COMPLETE, Tuple.tuple()).thenApply(rows -> rows.iterator().next().getLong(0));
  }

  @Override
  public CompletionStage<List<Lease>> leases() {
    return pool.query("select id, ttl_seconds from lease")
        .execute()
        .toCompletionStage()
        .thenApply(PgHistory::leases);
  }

  private CompletionStage<Page> read(
      KeyRange range, long from, long to, PageSize size, boolean previous) {
    Tuple parameters =
        bounds(range)
            .addLong(from)
            .addLong(to)
            .addInteger(size.rows())
            .addLong(size.bytes())
            .addBoolean(previous);
    return query(READ, parameters)
        .thenCompose(
            rows -> {
              List<Commit> commits = commits(rows);
              if (!size.cuts(rows)) {
                return CompletableFuture.completedFuture(new Page(commits, to));
              }
              // The last transaction may be cut; one that is larger than a page needs a larger one.
              List<Commit> whole = commits.subList(0, commits.size() - 1);
              return whole.isEmpty()
                  ? read(range, from, to, size.larger(), previous)
                  : CompletableFuture.completedFuture(
                      new Page(List.copyOf(whole), whole.getLast().revision()));
            });
  }

  private CompletionStage<RowSet<Row>> query(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters).toCompletionStage();
  }

  private static Tuple bounds(KeyRange range) {
    byte[] from = range.from().bytes();
    Tuple tuple = Tuple.tuple().addBuffer(Buffer.buffer(from));
    if (range.single()) {
      // The successor of a key is the key with a zero byte behind it.
      return tuple.addBuffer(Buffer.buffer(from).appendByte((byte) 0));
    }
    return tuple.addValue(range.end().map(end -> Buffer.buffer(end.bytes())).orElse(null));
  }

  private static List<Commit> commits(RowSet<Row> rows) {
    List<Commit> commits = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    @Nullable Row first = null;
    for (Row row : rows) {
      if (first != null && !first.getLong(0).equals(row.getLong(0))) {
        commits.add(commit(first, changes));
        changes = new ArrayList<>();
        first = null;
      }
      first = first == null ? row : first;
      changes.add(change(row));
    }
    if (first != null) {
      commits.add(commit(first, changes));
    }
    return commits;
  }

  private static Commit commit(Row row, List<Change> changes) {
    OffsetDateTime time = row.getOffsetDateTime(10);
    Origin origin = new Origin(row.getString(7), row.getLong(8), row.getString(9));
    return new Commit(row.getLong(0), List.copyOf(changes), origin, time.toInstant());
  }

  private static Change change(Row row) {
    Key key = Key.of(row.getBuffer(1).getBytes());
    Optional<Entry> next =
        row.getBoolean(3)
            ? Optional.empty()
            : Optional.of(
                new Entry(
                    key,
                    row.getBuffer(2).getBytes(),
                    row.getLong(4),
                    row.getLong(0),
                    row.getLong(5),
                    row.getLong(6)));
    Optional<Entry> previous =
        row.getLong(11) == null
            ? Optional.empty()
            : Optional.of(
                new Entry(
                    key,
                    row.getBuffer(12).getBytes(),
                    row.getLong(13),
                    row.getLong(11),
                    row.getLong(14),
                    row.getLong(15)));
    return new Change(key, next, previous);
  }

  private static List<Lease> leases(Iterable<Row> rows) {
    List<Lease> leases = new ArrayList<>();
    rows.forEach(row -> leases.add(new Lease(row.getLong(0), row.getLong(1))));
    return leases;
  }

  /** How much is read at once: neither many rows nor a few large ones may fill the heap. */
  private record PageSize(int rows, long bytes) {
    /** Whether there is more than these rows; each says how many there are up to the limit. */
    boolean cuts(RowSet<Row> page) {
      return page.size() == rows
          || (page.size() > 0 && page.iterator().next().getLong("found") > page.size());
    }

    PageSize larger() {
      return new PageSize(rows * 4, bytes * 4);
    }
  }

  /** At least one row, which says how many keys there are. */
  private static Slice slice(RowSet<Row> rows) {
    Row first = rows.iterator().next();
    return new Slice(first.getBuffer(0) == null ? List.of() : entries(rows), first.getLong(6));
  }

  /** Rows of key, value, create revision, mod revision, version, lease. */
  static List<Entry> entries(Iterable<Row> rows) {
    List<Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      entries.add(
          new Entry(
              Key.of(row.getBuffer(0).getBytes()),
              row.getBuffer(1).getBytes(),
              row.getLong(2),
              row.getLong(3),
              row.getLong(4),
              row.getLong(5)));
    }
    return entries;
  }
}
