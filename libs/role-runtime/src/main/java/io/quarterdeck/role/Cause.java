package io.quarterdeck.role;

/**
 * The event that made a role write: the highest revision where several were coalesced. It travels
 * in the request header {@code Quarterdeck-Cause} and ends up in the history.
 */
public record Cause(long revision) {
  /** A write that no event led to: registration, heartbeats, timers. */
  public static final Cause NONE = new Cause(0);

  public Cause max(Cause other) {
    return revision >= other.revision ? this : other;
  }
}
