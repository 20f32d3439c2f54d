package io.quarterdeck.bus;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Up to where one partition is handled: everything below {@link #position()} is done or parked.
 * Offsets are registered as they are delivered (compaction leaves gaps) and completed in any order;
 * an offset registered several times is done when each registration is. Not thread-safe.
 */
public final class Watermark {
  private final NavigableMap<Long, Integer> outstanding = new TreeMap<>();
  private long next;

  public void register(long offset) {
    outstanding.merge(offset, 1, Integer::sum);
    next = Math.max(next, offset + 1);
  }

  public void complete(long offset) {
    outstanding.computeIfPresent(offset, (_, count) -> count == 1 ? null : count - 1);
  }

  /** The offset to commit: the first one that is not handled yet. */
  public long position() {
    return outstanding.isEmpty() ? next : outstanding.firstKey();
  }

  /** How many registered offsets still wait. */
  public int unacknowledged() {
    return outstanding.size();
  }
}
