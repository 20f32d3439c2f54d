package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decided but undurable changes on top of a view that stays as it is. */
public final class Overlay implements View {
  private final View base;
  private final NavigableMap<Key, Optional<Entry>> written = new TreeMap<>();
  private final Map<Long, Optional<Lease>> leases = new HashMap<>();

  public Overlay(View base) {
    this.base = base;
  }

  public void apply(Decision decision) {
    decision.changes().forEach(this::apply);
    decision.leases().forEach(this::apply);
  }

  public void apply(Change change) {
    written.put(change.key(), change.next());
  }

  public void apply(LeaseChange change) {
    leases.put(
        change.id(),
        switch (change) {
          case LeaseChange.Granted(Lease lease) -> Optional.of(lease);
          case LeaseChange.Revoked revoked -> Optional.empty();
        });
  }

  @Override
  public Optional<Entry> get(Key key) {
    Optional<Entry> own = written.get(key);
    return own == null ? base.get(key) : own;
  }

  @Override
  public List<Entry> range(KeyRange range) {
    if (range.single()) {
      return get(range.from()).map(List::of).orElseGet(List::of);
    }
    List<Entry> below = base.range(range);
    NavigableMap<Key, Optional<Entry>> own = part(range);
    return own.isEmpty() ? below : merge(below, own);
  }

  @Override
  public Slice slice(KeyRange range, long max) {
    return part(range).isEmpty() ? base.slice(range, max) : Slice.of(range(range), max);
  }

  @Override
  public long count(KeyRange range) {
    return part(range).isEmpty() ? base.count(range) : range(range).size();
  }

  @Override
  public Optional<Lease> lease(long id) {
    Optional<Lease> own = leases.get(id);
    return own == null ? base.lease(id) : own;
  }

  @Override
  public SortedSet<Key> bound(long lease) {
    SortedSet<Key> bound = new TreeSet<>(base.bound(lease));
    written.forEach(
        (key, entry) -> {
          if (entry.isPresent() && entry.get().lease() == lease) {
            bound.add(key);
          } else {
            bound.remove(key);
          }
        });
    return bound;
  }

  private static List<Entry> merge(List<Entry> below, NavigableMap<Key, Optional<Entry>> own) {
    NavigableMap<Key, Entry> merged = new TreeMap<>();
    below.forEach(entry -> merged.put(entry.key(), entry));
    own.forEach(
        (key, entry) -> entry.ifPresentOrElse(it -> merged.put(key, it), () -> merged.remove(key)));
    return new ArrayList<>(merged.values());
  }

  private NavigableMap<Key, Optional<Entry>> part(KeyRange range) {
    if (range.isEmpty() || written.isEmpty()) {
      return new TreeMap<>();
    }
    if (range.single()) {
      return written.subMap(range.from(), true, range.from(), true);
    }
    return range
        .end()
        .map(end -> written.subMap(range.from(), true, end, false))
        .orElseGet(() -> written.tailMap(range.from(), true));
  }
}
