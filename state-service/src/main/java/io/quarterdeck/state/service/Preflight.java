package io.quarterdeck.state.service;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.postgres.DatabaseCheck;
import io.quarterdeck.state.publish.KafkaCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * A look at engines that somebody else operates, before anything is written: says what they cannot
 * or may not do, for whoever called it to print.
 */
final class Preflight {
  private final StateConfig config;
  private final Database database;

  Preflight(StateConfig config, Database database) {
    this.config = config;
    this.database = database;
  }

  @SuppressWarnings("SystemOut") // The output is for the launcher, not for a log.
  boolean passes() throws InterruptedException {
    DatabaseCheck.Findings found = database.check().run();
    List<String> problems = new ArrayList<>(found.problems());
    problems.addAll(
        new KafkaCheck(Publication.settings(config), new Topics(config.cluster())).problems());
    found.warnings().forEach(line -> System.out.println("warning: " + line));
    problems.forEach(line -> System.out.println("problem: " + line));
    return problems.isEmpty();
  }
}
