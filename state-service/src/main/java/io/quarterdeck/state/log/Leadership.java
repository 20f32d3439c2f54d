package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Index;

/**
 * Under which epoch this process decides, and upon which state. Confined to the deciding thread.
 */
final class Leadership {
  private final Index index;
  private long epoch;
  private boolean serving = true;

  Leadership(Index index, long epoch) {
    this.index = index;
    this.epoch = epoch;
  }

  Index index() {
    return index;
  }

  long epoch() {
    return epoch;
  }

  boolean serving() {
    return serving;
  }

  void suspend() {
    serving = false;
  }

  void resume(long underEpoch) {
    epoch = underEpoch;
    serving = true;
  }
}
