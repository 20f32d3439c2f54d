package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The keys that exist at one moment. */
public interface View {
  Optional<Entry> get(Key key);

  /** The entries of a range in key order. */
  List<Entry> range(KeyRange range);

  /** The first entries of a range, at most so many, and how many there are. */
  default Slice slice(KeyRange range, long max) {
    return Slice.of(range(range), max);
  }

  /** How many keys a range holds. */
  long count(KeyRange range);

  Optional<Lease> lease(long id);

  /** The keys that are bound to a lease, in order. */
  SortedSet<Key> bound(long lease);
}
