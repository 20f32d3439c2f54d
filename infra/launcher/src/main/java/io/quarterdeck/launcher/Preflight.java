package io.quarterdeck.launcher;

import io.quarterdeck.stores.Processes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has the state-service look at engines that somebody else operates before anything is written to
 * them: it reaches them as it will later, with the same settings and from the same program.
 */
record Preflight(RoleProcess state, Map<String, String> settings) {
  private static final String PROBLEM = "problem: ";
  private static final String WARNING = "warning: ";

  static Preflight of(Cluster cluster) {
    RoleProcess state = cluster.processes().role(Role.STATE_SERVICE);
    Map<String, String> settings = new TreeMap<>(cluster.settings().of(state.role(), state.name()));
    settings.put("quarterdeck.state.check", "true");
    settings.put("quarkus.flyway.migrate-at-start", "false");
    settings.put("quarkus.log.file.enabled", "false");
    settings.put("quarkus.log.console.enabled", "true");
    settings.put("quarkus.log.level", "ERROR");
    return new Preflight(state, settings);
  }

  /** Throws with all that is wrong; one that runs already has been looked at. */
  void run(Steps steps) throws IOException {
    if (state.supervisor().isLaunched()) {
      return;
    }
    Processes.Outcome outcome = state.attempt(settings);
    List<String> lines = outcome.output().lines().toList();
    lines.stream().filter(line -> line.startsWith(WARNING)).forEach(steps::say);
    if (outcome.code() != 0) {
      throw new IllegalStateException(message(lines));
    }
  }

  static String message(List<String> output) {
    List<String> problems =
        output.stream()
            .filter(line -> line.startsWith(PROBLEM))
            .map(line -> "  " + line.substring(PROBLEM.length()))
            .toList();
    return problems.isEmpty()
        ? "the engines could not be looked at:\n" + String.join("\n", output)
        : "the engines do not fit:\n" + String.join("\n", problems);
  }
}
