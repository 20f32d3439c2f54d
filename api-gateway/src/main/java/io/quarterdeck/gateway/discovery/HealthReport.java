package io.quarterdeck.gateway.discovery;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What several checks say together, a line for each. Pure. */
record HealthReport(boolean healthy, String text) {
  /**
   * Everybody may read it, so that it does not say why a check fails: the path of the check does.
   *
   * @param checks by name; empty where all is well, else what is not
   */
  static HealthReport of(String name, Map<String, Optional<String>> checks, Set<String> excluded) {
    StringBuilder text = new StringBuilder();
    boolean healthy = true;
    for (Map.Entry<String, Optional<String>> check : checks.entrySet()) {
      boolean counts = !excluded.contains(check.getKey());
      boolean well = !counts || check.getValue().isEmpty();
      healthy &= well;
      text.append(well ? "[+]" : "[-]").append(check.getKey());
      text.append(counts ? well ? " ok" : " failed: reason withheld" : " excluded: ok");
      text.append('\n');
    }
    Set<String> unknown = new TreeSet<>(excluded);
    unknown.removeAll(checks.keySet());
    if (!unknown.isEmpty()) {
      text.append("warn: some health checks cannot be excluded: no matches for ")
          .append(unknown.stream().collect(Collectors.joining("\",\"", "\"", "\"\n")));
    }
    text.append(name).append(healthy ? " check passed\n" : " check failed\n");
    return new HealthReport(healthy, text.toString());
  }
}
