package io.quarterdeck.state.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * One key, the keys of {@code [from, end)}, or all keys from one on.
 *
 * @param end empty when the range has no upper end
 * @param single only {@code from} itself
 */
public record KeyRange(Key from, Optional<Key> end, boolean single) {

  public static KeyRange of(Key key) {
    return new KeyRange(key, Optional.empty(), true);
  }

  public static KeyRange between(Key from, Key end) {
    return new KeyRange(from, Optional.of(end), false);
  }

  public static KeyRange from(Key from) {
    return new KeyRange(from, Optional.empty(), false);
  }

  public static KeyRange prefix(Key prefix) {
    byte[] end = prefix.bytes().clone();
    for (int last = end.length - 1; last >= 0; last--) {
      if (end[last] != (byte) 0xff) {
        end[last]++;
        return between(prefix, Key.of(Arrays.copyOf(end, last + 1)));
      }
    }
    return from(prefix);
  }

  public boolean contains(Key key) {
    if (single) {
      return from.equals(key);
    }
    return from.compareTo(key) <= 0 && end.map(limit -> key.compareTo(limit) < 0).orElse(true);
  }

  public boolean isEmpty() {
    return !single && end.isPresent() && from.compareTo(end.get()) >= 0;
  }

  /** Whether some key could lie in both. */
  public boolean overlaps(KeyRange other) {
    if (isEmpty() || other.isEmpty()) {
      return false;
    }
    if (single) {
      return other.contains(from);
    }
    if (other.single) {
      return contains(other.from);
    }
    return beginsBeforeEndOf(other) && other.beginsBeforeEndOf(this);
  }

  private boolean beginsBeforeEndOf(KeyRange other) {
    return other.end.map(limit -> from.compareTo(limit) < 0).orElse(true);
  }
}
