package io.quarterdeck.state.postgres;

import io.quarterdeck.state.core.ResourcePrefix;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Writes;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole batch as one statement, and so as one transaction and one round trip: the leader's row is
 * locked and compared, and every insert joins it. It answers no row when the epoch is not ours.
 */
final class BatchStatement {
  private static final String KEYS =
      """
      with held as materialized (
        select epoch from leader where id = 1 and epoch = $1 for update),
      input as materialized (
        select i.* from held, unnest($2::bigint[], $3::int[], $4::bytea[], $5::bytea[], $6::bool[],
            $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::bigint[],
            $13::text[], $14::timestamptz[], $15::bool[])
          as i(revision, sub, key, value, deleted, create_revision, version, lease, prev_revision,
            actor, cause, trace_parent, committed_at, last)),
      written as (
        insert into history (revision, sub, key, value, deleted, create_revision, version, lease,
            prev_revision, actor, cause, trace_parent, committed_at)
        select revision, sub, key, value, deleted, create_revision, version, lease,
            prev_revision, actor, cause, trace_parent, committed_at from input),
      removed as (
        delete from current_state c using input i where i.last and i.deleted and c.key = i.key),
      stored as (
        insert into current_state (key, value, create_revision, mod_revision, version, lease)
        select key, value, create_revision, revision, version, lease
          from input where last and not deleted
        on conflict (key) do update set value = excluded.value,
          create_revision = excluded.create_revision, mod_revision = excluded.mod_revision,
          version = excluded.version, lease = excluded.lease),
      heads as (
        insert into resource_head (prefix, revision)
        select h.prefix, h.revision from held, unnest($16::bytea[], $17::bigint[])
          as h(prefix, revision)
        on conflict (prefix) do update set revision = excluded.revision)
      """;
  private static final String LEASES =
      """
      , granted as (
        insert into lease (id, ttl_seconds)
        select l.id, l.ttl_seconds from held, unnest($18::bigint[], $19::bigint[])
          as l(id, ttl_seconds)
        on conflict (id) do update set ttl_seconds = excluded.ttl_seconds),
      revoked as (
        delete from lease l using held where l.id = any($20::bigint[]))
      """;
  private static final String EPOCH = "select epoch from held";
  private static final String WITHOUT_LEASES = KEYS + EPOCH;
  private static final String WITH_LEASES = KEYS + LEASES + EPOCH;

  private record Row(Commit commit, int sub, Change change, boolean last) {}

  private BatchStatement() {}

  /** Few batches change leases, so the others do not pay for it. */
  static String sql(Writes writes) {
    return writes.leases().isEmpty() ? WITHOUT_LEASES : WITH_LEASES;
  }

  static Tuple parameters(long epoch, Writes writes) {
    Tuple keys = keys(epoch, writes.commits());
    return writes.leases().isEmpty() ? keys : leases(keys, writes.leases());
  }

  private static Tuple keys(long epoch, List<Commit> commits) {
    List<Row> rows = rows(commits);
    int size = rows.size();
    Long[] revisions = new Long[size];
    Integer[] subs = new Integer[size];
    Buffer[] keys = new Buffer[size];
    Buffer[] values = new Buffer[size];
    Boolean[] deleted = new Boolean[size];
    Long[] created = new Long[size];
    Long[] versions = new Long[size];
    Long[] leases = new Long[size];
    Long[] previous = new Long[size];
    String[] actors = new String[size];
    Long[] causes = new Long[size];
    String[] traces = new String[size];
    OffsetDateTime[] times = new OffsetDateTime[size];
    Boolean[] last = new Boolean[size];
    for (int i = 0; i < size; i++) {
      Row row = rows.get(i);
      Change change = row.change();
      revisions[i] = row.commit().revision();
      subs[i] = row.sub();
      keys[i] = Buffer.buffer(change.key().bytes());
      values[i] = change.next().map(entry -> Buffer.buffer(entry.value())).orElse(null);
      deleted[i] = change.deleted();
      created[i] = change.next().map(Entry::createRevision).orElse(0L);
      versions[i] = change.next().map(Entry::version).orElse(0L);
      leases[i] = change.next().map(Entry::lease).orElse(0L);
      previous[i] = change.previous().map(Entry::modRevision).orElse(0L);
      actors[i] = row.commit().origin().actor();
      causes[i] = row.commit().origin().cause();
      traces[i] = row.commit().origin().traceParent();
      times[i] = row.commit().time().atOffset(ZoneOffset.UTC);
      last[i] = row.last();
    }
    Tuple tuple = Tuple.tuple().addLong(epoch);
    tuple.addArrayOfLong(revisions).addArrayOfInteger(subs);
    tuple.addArrayOfBuffer(keys).addArrayOfBuffer(values).addArrayOfBoolean(deleted);
    tuple.addArrayOfLong(created).addArrayOfLong(versions).addArrayOfLong(leases);
    tuple.addArrayOfLong(previous).addArrayOfString(actors).addArrayOfLong(causes);
    tuple.addArrayOfString(traces).addArrayOfOffsetDateTime(times).addArrayOfBoolean(last);
    return heads(tuple, commits);
  }

  private static List<Row> rows(List<Commit> commits) {
    List<Row> rows = new ArrayList<>();
    Set<Key> later = new HashSet<>();
    for (Commit commit : commits.reversed()) {
      for (int sub = commit.changes().size() - 1; sub >= 0; sub--) {
        Change change = commit.changes().get(sub);
        rows.add(new Row(commit, sub, change, later.add(change.key())));
      }
    }
    return rows.reversed();
  }

  private static Tuple heads(Tuple tuple, List<Commit> commits) {
    Map<Key, Long> heads = new HashMap<>();
    for (Commit commit : commits) {
      for (Change change : commit.changes()) {
        ResourcePrefix.of(change.key()).ifPresent(it -> heads.put(it, commit.revision()));
      }
    }
    List<Map.Entry<Key, Long>> entries = List.copyOf(heads.entrySet());
    tuple.addArrayOfBuffer(
        entries.stream().map(it -> Buffer.buffer(it.getKey().bytes())).toArray(Buffer[]::new));
    return tuple.addArrayOfLong(entries.stream().map(Map.Entry::getValue).toArray(Long[]::new));
  }

  /** Only what the batch leaves a lease at: one statement cannot write a row twice. */
  private static Tuple leases(Tuple tuple, List<LeaseChange> changes) {
    Map<Long, LeaseChange> last = new HashMap<>();
    changes.forEach(change -> last.put(change.id(), change));
    List<Long> granted = new ArrayList<>();
    List<Long> seconds = new ArrayList<>();
    List<Long> revoked = new ArrayList<>();
    for (LeaseChange change : last.values()) {
      switch (change) {
        case LeaseChange.Granted(Lease lease) -> {
          granted.add(lease.id());
          seconds.add(lease.ttlSeconds());
        }
        case LeaseChange.Revoked(long id) -> revoked.add(id);
      }
    }
    return tuple
        .addArrayOfLong(granted.toArray(Long[]::new))
        .addArrayOfLong(seconds.toArray(Long[]::new))
        .addArrayOfLong(revoked.toArray(Long[]::new));
  }
}
