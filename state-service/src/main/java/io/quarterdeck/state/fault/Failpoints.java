package io.quarterdeck.state.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Strikes once, at one visit of one step; without a setting it never does. Thread-safe. */
public final class Failpoints {
  private static final int STATUS = 137;

  private final Optional<Failpoint> failpoint;
  private final Optional<Path> armedBy;
  private final AtomicLong visits = new AtomicLong();

  /**
   * Failpoints of a process.
   *
   * @param armedBy a file without which no visit counts: a test that is about what happens after
   *     some moment cannot know how many visits there were before
   */
  public Failpoints(Optional<String> setting, Optional<Path> armedBy) {
    this.failpoint = setting.map(Failpoint::parse);
    this.armedBy = armedBy;
  }

  public void reach(Step step) {
    failpoint
        .filter(it -> it.step() == step && armed() && visits.incrementAndGet() == it.nth())
        .ifPresent(it -> strike(it.action()));
  }

  private boolean armed() {
    return armedBy.map(Files::exists).orElse(true);
  }

  private static void strike(Failpoint.Action action) {
    switch (action) {
      case HALT -> Runtime.getRuntime().halt(STATUS);
      case PAUSE -> Signals.stopOwnProcess();
    }
  }
}
