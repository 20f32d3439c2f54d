package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Decided but undurable changes on top of a view that stays as it is. */
public final class Overlay implements View {
  private final View base;
  private final NavigableMap<Key, Optional<Entry>> written = new TreeMap<>();

  public Overlay(View base) {
    this.base = base;
  }

  public void apply(Collection<Change> changes) {
    changes.forEach(this::apply);
  }

  public void apply(Change change) {
    written.put(change.key(), change.next());
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
  public long count(KeyRange range) {
    return part(range).isEmpty() ? base.count(range) : range(range).size();
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
