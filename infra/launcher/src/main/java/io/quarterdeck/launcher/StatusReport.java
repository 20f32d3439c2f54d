package io.quarterdeck.launcher;

import java.util.List;
import java.util.Locale;

/**
 * The cluster as {@code status} shows it.
 *
 * @param totalMebibytes the memory of all processes, shared pages counted once
 */
record StatusReport(String dataDir, List<Line> processes, long totalMebibytes) {

  /**
   * One process.
   *
   * @param pid 0 when it does not run
   * @param restarts how often it was started again since {@code up}; -1 when nobody would do so
   * @param lastExitCode how it ended last; 0 as well when it never did
   * @param lag the events that a role has yet to acknowledge; -1 where that has no meaning or is
   *     not known
   */
  record Line(
      String name,
      long pid,
      String address,
      String health,
      int restarts,
      int lastExitCode,
      long memoryMebibytes,
      long budgetMebibytes,
      long lag) {

    private String restartsInWords() {
      return restarts <= 0 ? restarts == 0 ? "0" : "-" : restarts + " (exit " + lastExitCode + ")";
    }
  }

  /** {@code failing}: it has just ended, and will be started again after a pause. */
  static String health(boolean supervised, boolean running, boolean ready) {
    if (running) {
      return ready ? "ready" : "not ready";
    }
    return supervised ? "failing" : "stopped";
  }

  boolean healthy() {
    return processes.stream().allMatch(line -> line.health().equals("ready"));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    row(table, "NAME", "PID", "ADDRESS", "HEALTH", "RESTARTS", "MEMORY", "BUDGET", "LAG");
    for (Line line : processes) {
      row(
          table,
          line.name(),
          line.pid() == 0 ? "-" : Long.toString(line.pid()),
          line.address(),
          line.health(),
          line.restartsInWords(),
          line.memoryMebibytes() + " MiB",
          line.budgetMebibytes() + " MiB",
          line.lag() < 0 ? "-" : Long.toString(line.lag()));
    }
    table.append("%nMemory in all: %d MiB%n".formatted(totalMebibytes));
    return table.toString();
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append(String.format(Locale.ROOT, "%-20s %-8s %-22s %-10s %-13s %-9s %-9s %s%n", cells));
  }
}
