package io.quarterdeck.gateway.cache;

import java.util.Optional;

/**
 * One change of one object.
 *
 * @param before empty for a new object
 * @param after empty for a deleted one
 */
public record Event(long revision, Optional<Item> before, Optional<Item> after) {

  /** The object as it is after the change, or was last. */
  public Item item() {
    return after.or(() -> before).orElseThrow();
  }

  /** How much it weighs where it is kept. */
  public long bytes() {
    return item().size();
  }
}
