package io.quarterdeck.node.probe;

/**
 * What the answers to a probe amount to so far: the verdict changes when enough answers in a row
 * agree. Pure.
 *
 * @param run how many answers in a row were like the last one
 */
record ProbeState(Verdict verdict, boolean last, int run) {
  /** Whether the container passes. */
  enum Verdict {
    PASSES,
    FAILS,
    /** Not asked often enough to tell. */
    OPEN
  }

  /** A container is not ready before it says so, and alive until it does not. */
  static ProbeState before(Probe.Kind kind) {
    return switch (kind) {
      case LIVENESS -> new ProbeState(Verdict.PASSES, true, 0);
      case READINESS -> new ProbeState(Verdict.FAILS, false, 0);
      case STARTUP -> new ProbeState(Verdict.OPEN, false, 0);
    };
  }

  ProbeState after(boolean success, Probe probe) {
    int inARow = success == last ? run + 1 : 1;
    int threshold = success ? probe.successThreshold() : probe.failureThreshold();
    Verdict reached = success ? Verdict.PASSES : Verdict.FAILS;
    return new ProbeState(inARow >= threshold ? reached : verdict, success, inARow);
  }
}
