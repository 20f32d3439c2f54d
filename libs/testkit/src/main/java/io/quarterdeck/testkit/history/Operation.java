package io.quarterdeck.testkit.history;

/**
 * One call of one client. What was refused for certain is not part of a history.
 *
 * @param revision that the answer names: of the write, or of the state that was read; 0 without one
 * @param invoked when it was sent, on one clock for all clients
 * @param returned when the answer came; never, for an unknown outcome
 */
public record Operation(
    String key,
    int client,
    Action action,
    Outcome outcome,
    long revision,
    long invoked,
    long returned) {
  public static final long NEVER = Long.MAX_VALUE;

  boolean isPending() {
    return returned == NEVER;
  }
}
