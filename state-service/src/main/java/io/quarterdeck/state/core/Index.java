package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The committed state: every key that exists, and the newest revision of each resource, deletes
 * included. Confined to the thread that decides.
 */
public final class Index implements View {
  private final NavigableMap<Key, Entry> entries = new TreeMap<>();
  private final Map<Key, Long> heads = new HashMap<>();
  private final Leases leases = new Leases();
  private long revision;
  private long bytes;
  private long headMin;
  private long compactRevision;

  public Index(long revision, long compactRevision) {
    this.revision = revision;
    this.compactRevision = compactRevision;
  }

  public long revision() {
    return revision;
  }

  public long compactRevision() {
    return compactRevision;
  }

  public void compacted(long atRevision) {
    // Compactions are written side by side: the one that ends last may be the lower one.
    compactRevision = Math.max(compactRevision, atRevision);
  }

  public long headMin() {
    return headMin;
  }

  public int size() {
    return entries.size();
  }

  /** What the keys that exist take in memory, roughly. */
  public long bytes() {
    return bytes;
  }

  /** Takes over what was stored before this process began. */
  public void load(Entry entry) {
    put(entry);
  }

  /** Takes over all leases that exist, instead of those known so far. */
  public void loadLeases(Collection<Lease> all) {
    leases.replace(all);
  }

  /**
   * The revisions of this incarnation begin here: no cache from before it counts as current, be it
   * of a resource that nobody touched since.
   */
  public void beganAt(long base) {
    headMin = base;
  }

  public void loadHead(Key resource, long newest) {
    heads.put(resource, newest);
  }

  public void apply(Commit commit) {
    for (Change change : commit.changes()) {
      change.next().ifPresentOrElse(this::put, () -> remove(change.key()));
      ResourcePrefix.of(change.key()).ifPresent(prefix -> heads.put(prefix, commit.revision()));
    }
    revision = commit.revision();
  }

  public void apply(LeaseChange change) {
    leases.apply(change);
  }

  /**
   * The newest revision of any key under a prefix, deletes included, and at least that with which
   * the incarnation began; empty when the prefix does not name a whole resource, of which alone the
   * index keeps it.
   */
  public Optional<Long> head(Key prefix) {
    if (prefix.isEmpty()) {
      return Optional.of(revision);
    }
    return ResourcePrefix.isOne(prefix)
        ? Optional.of(Math.max(headMin, heads.getOrDefault(prefix, 0L)))
        : Optional.empty();
  }

  @Override
  public Optional<Entry> get(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public List<Entry> range(KeyRange range) {
    return range.single()
        ? get(range.from()).map(List::of).orElseGet(List::of)
        : new ArrayList<>(part(range).values());
  }

  @Override
  public Slice slice(KeyRange range, long max) {
    if (range.single() || max >= entries.size()) {
      return Slice.of(range(range), max);
    }
    NavigableMap<Key, Entry> part = part(range);
    return new Slice(part.values().stream().limit(max).toList(), part.size());
  }

  @Override
  public long count(KeyRange range) {
    return range.single() ? (entries.containsKey(range.from()) ? 1 : 0) : part(range).size();
  }

  @Override
  public Optional<Lease> lease(long id) {
    return leases.get(id);
  }

  @Override
  public SortedSet<Key> bound(long lease) {
    return leases.bound(lease);
  }

  public Collection<Lease> leases() {
    return leases.all();
  }

  private void put(Entry entry) {
    Entry previous = entries.put(entry.key(), entry);
    bytes += entry.bytes() - (previous == null ? 0 : previous.bytes());
    leases.rebind(entry.key(), previous == null ? 0 : previous.lease(), entry.lease());
  }

  private void remove(Key key) {
    Entry previous = entries.remove(key);
    bytes -= previous == null ? 0 : previous.bytes();
    leases.rebind(key, previous == null ? 0 : previous.lease(), 0);
  }

  private NavigableMap<Key, Entry> part(KeyRange range) {
    if (range.isEmpty()) {
      return new TreeMap<>();
    }
    return range
        .end()
        .map(end -> entries.subMap(range.from(), true, end, false))
        .orElseGet(() -> entries.tailMap(range.from(), true));
  }
}
