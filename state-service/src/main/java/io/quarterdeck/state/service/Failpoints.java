package io.quarterdeck.state.service;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Steps at which a crash test makes the process vanish as if it had been killed. */
public final class Failpoints {
  public static final String AFTER_COMMIT_BEFORE_PUBLISH = "after-commit-before-publish";
  public static final String AFTER_SEND_BEFORE_KAFKA_COMMIT = "after-send-before-kafka-commit";
  public static final String AFTER_KAFKA_COMMIT = "after-kafka-commit";

  private static final int STATUS = 137;

  private final String name;
  private final AtomicLong left;

  public Failpoints(Optional<String> setting) {
    String[] parts = setting.orElse("").split(":", 2);
    this.name = parts[0];
    this.left = new AtomicLong(parts.length > 1 ? Long.parseLong(parts[1]) : 1);
  }

  public void reach(String step) {
    if (step.equals(name) && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
