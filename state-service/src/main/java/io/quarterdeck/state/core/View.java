package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.util.List;
import java.util.Optional;

/** The keys that exist at one moment. */
public interface View {
  Optional<Entry> get(Key key);

  /** The entries of a range in key order. */
  List<Entry> range(KeyRange range);

  /** How many keys a range holds. */
  long count(KeyRange range);
}
