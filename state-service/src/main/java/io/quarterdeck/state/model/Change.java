package io.quarterdeck.state.model;

import java.util.Optional;

/**
 * What one transaction did to one key.
 *
 * @param next empty when the key was deleted
 * @param previous empty when the key did not exist
 */
public record Change(Key key, Optional<Entry> next, Optional<Entry> previous) {

  public boolean deleted() {
    return next.isEmpty();
  }

  /** What it weighs in memory, roughly. */
  public int bytes() {
    return 200
        + key.bytes().length
        + next.map(entry -> entry.value().length).orElse(0)
        + previous.map(entry -> entry.value().length).orElse(0);
  }
}
