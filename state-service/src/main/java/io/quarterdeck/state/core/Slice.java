package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Entry;
import java.util.List;

/**
 * The beginning of a range in key order.
 *
 * @param entries as many as were asked for, if there are as many
 * @param count how many keys the whole range holds
 */
public record Slice(List<Entry> entries, long count) {

  /** The beginning of what was read whole. */
  static Slice of(List<Entry> all, long max) {
    return new Slice(max < all.size() ? all.subList(0, (int) max) : all, all.size());
  }
}
