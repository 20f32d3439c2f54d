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
   * @param lag the events that a role has yet to acknowledge; -1 where that has no meaning
   */
  record Line(
      String name,
      long pid,
      String address,
      String health,
      long memoryMebibytes,
      long budgetMebibytes,
      long lag) {}

  boolean healthy() {
    return processes.stream().allMatch(line -> line.health().equals("ready"));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    row(table, "NAME", "PID", "ADDRESS", "HEALTH", "MEMORY", "BUDGET", "LAG");
    for (Line line : processes) {
      row(
          table,
          line.name(),
          line.pid() == 0 ? "-" : Long.toString(line.pid()),
          line.address(),
          line.health(),
          line.memoryMebibytes() + " MiB",
          line.budgetMebibytes() + " MiB",
          line.lag() < 0 ? "-" : Long.toString(line.lag()));
    }
    table.append("%nMemory in all: %d MiB%n".formatted(totalMebibytes));
    return table.toString();
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append(String.format(Locale.ROOT, "%-20s %-8s %-22s %-10s %-9s %-9s %s%n", cells));
  }
}
