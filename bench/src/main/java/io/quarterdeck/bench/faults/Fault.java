package io.quarterdeck.bench.faults;

import java.util.Locale;

/** What can go wrong. */
enum Fault {
  KILL_LEADER,
  KILL_POSTGRES,
  KILL_KAFKA,
  CUT_DATABASE,
  STALL_DATABASE,
  CUT_CLIENTS,
  FREEZE_LEADER,
  /** The leader is frozen until another one leads, and goes on then with what it believes. */
  DEPOSE_LEADER,
  FAILPOINT_HALT,
  FAILPOINT_PAUSE;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
