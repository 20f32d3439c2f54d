package io.quarterdeck.state.fault;

import java.util.Locale;

/**
 * What is to happen where: {@code step}, {@code step:nth} or {@code step:nth:action}.
 *
 * @param nth at which visit of the step, 1 for the first
 */
record Failpoint(Step step, long nth, Action action) {

  /** What happens to the process. */
  enum Action {
    /** It is gone, as if it had been killed. */
    HALT,
    /** It stops until somebody sends it SIGCONT. */
    PAUSE
  }

  static Failpoint parse(String setting) {
    String[] parts = setting.split(":", -1);
    if (parts.length > 3) {
      throw new IllegalArgumentException("a failpoint is step:nth:action, not " + setting);
    }
    long nth = parts.length > 1 ? Long.parseLong(parts[1]) : 1;
    Action action =
        parts.length > 2 ? Action.valueOf(parts[2].toUpperCase(Locale.ROOT)) : Action.HALT;
    return new Failpoint(Step.parse(parts[0]), nth, action);
  }
}
