package io.quarterdeck.state.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Short names for states and requests, and what of them a table compares. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  static final Origin SOMEONE = new Origin("someone", 0, "");

  private Fixtures() {}

  static Key key(String text) {
    return Key.of(text);
  }

  static KeyRange between(String from, String end) {
    return KeyRange.between(key(from), key(end));
  }

  static Entry entry(String key, String value, long created, long modified, long version) {
    return new Entry(key(key), value.getBytes(UTF_8), created, modified, version, 0);
  }

  static Entry leased(String key, long revision, long lease) {
    return new Entry(key(key), new byte[0], revision, revision, 1, lease);
  }

  static Index index(long revision, Entry... entries) {
    Index index = new Index(revision, 0);
    List.of(entries).forEach(index::load);
    return index;
  }

  static Index withLeases(Index index, long... ids) {
    for (long id : ids) {
      index.apply(new io.quarterdeck.state.model.LeaseChange.Granted(new Lease(id, 60)));
    }
    return index;
  }

  static Op.Put put(String key, String value) {
    return Op.Put.of(key(key), value.getBytes(UTF_8));
  }

  static Op.Put put(String key, long lease) {
    return new Op.Put(key(key), new byte[0], lease, false, false, false);
  }

  static Op.Delete delete(String key) {
    return new Op.Delete(KeyRange.of(key(key)), false);
  }

  static Op.Delete delete(KeyRange range) {
    return new Op.Delete(range, false);
  }

  static Op.Range get(String key) {
    return Op.Range.of(KeyRange.of(key(key)));
  }

  static Op.Txn txn(Op... ops) {
    return new Op.Txn(List.of(), List.of(ops), List.of());
  }

  static Op.Txn when(Compare compare, Op success, Op failure) {
    return new Op.Txn(List.of(compare), List.of(success), List.of(failure));
  }

  static Compare exists(String key) {
    return new Compare(
        KeyRange.of(key(key)), Compare.Result.GREATER, new Compare.CreateRevision(0));
  }

  static Commit commit(long revision, Change... changes) {
    return new Commit(revision, List.of(changes), SOMEONE, NOW);
  }

  static Change created(Entry entry) {
    return new Change(entry.key(), Optional.of(entry), Optional.empty());
  }

  static Change deleted(Entry entry) {
    return new Change(entry.key(), Optional.empty(), Optional.of(entry));
  }

  static String show(Entry entry) {
    return "%s=%s c%d m%d v%d l%d"
        .formatted(
            entry.key(),
            new String(entry.value(), UTF_8),
            entry.createRevision(),
            entry.modRevision(),
            entry.version(),
            entry.lease());
  }

  static List<String> show(List<Entry> entries) {
    return entries.stream().map(Fixtures::show).toList();
  }

  static List<String> changes(Decision decision) {
    return decision.changes().stream()
        .map(it -> it.next().map(Fixtures::show).orElseGet(() -> "-" + it.key()))
        .toList();
  }
}
