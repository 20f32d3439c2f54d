package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.model.Writes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Random transactions, written to a log, and what the state was after each of them. */
final class ModelHistory {
  private static final int KEYS = 12;

  private final Random random;
  private final CommitLog log;
  private final List<String> prefixes;
  private final NavigableMap<Long, NavigableMap<Key, Entry>> states = new TreeMap<>();
  private final List<Commit> commits = new ArrayList<>();
  private long revision = 1;

  ModelHistory(Random random, CommitLog log, List<String> prefixes) {
    this.random = random;
    this.log = log;
    this.prefixes = prefixes;
    states.put(revision, new TreeMap<>());
  }

  long revision() {
    return revision;
  }

  NavigableMap<Key, Entry> at(long when) {
    return states.floorEntry(when).getValue();
  }

  List<Commit> commits() {
    return commits;
  }

  /** Writes so many transactions in batches of a few. */
  void write(long epoch, int transactions) {
    List<Commit> batch = new ArrayList<>();
    for (int i = 0; i < transactions; i++) {
      batch.add(next());
      if (random.nextInt(4) == 0 || i == transactions - 1) {
        TestDatabase.await(log.append(epoch, new Writes(List.copyOf(batch), List.of())));
        batch.clear();
      }
    }
  }

  private Commit next() {
    NavigableMap<Key, Entry> state = new TreeMap<>(at(revision));
    revision++;
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      changes.add(change(state));
    }
    Origin origin = new Origin("actor-" + random.nextInt(3), revision - 1, "");
    Commit commit =
        new Commit(revision, changes, origin, Instant.ofEpochSecond(1_900_000_000L + revision));
    states.put(revision, state);
    commits.add(commit);
    return commit;
  }

  /** A key may come up again in its transaction, which etcd allows in nested ones. */
  private Change change(NavigableMap<Key, Entry> state) {
    String prefix = prefixes.get(random.nextInt(prefixes.size()));
    Key key = Key.of(prefix + "k" + random.nextInt(KEYS));
    Optional<Entry> previous = Optional.ofNullable(state.get(key));
    if (previous.isPresent() && random.nextInt(3) == 0) {
      state.remove(key);
      return new Change(key, Optional.empty(), previous);
    }
    byte[] value = ("v" + random.nextInt()).getBytes(StandardCharsets.UTF_8);
    Entry entry =
        new Entry(
            key,
            value,
            previous.map(Entry::createRevision).orElse(revision),
            revision,
            previous.map(Entry::version).orElse(0L) + 1,
            random.nextInt(3));
    state.put(key, entry);
    return new Change(key, Optional.of(entry), previous);
  }
}
