package io.quarterdeck.state.fault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Strikes once, at one visit of one step; without a setting it never does. Thread-safe. */
public final class Failpoints {
  private static final int STATUS = 137;

  private final Optional<Failpoint> failpoint;
  private final AtomicLong visits = new AtomicLong();

  public Failpoints(Optional<String> setting) {
    this.failpoint = setting.map(Failpoint::parse);
  }

  public void reach(Step step) {
    failpoint
        .filter(it -> it.step() == step && visits.incrementAndGet() == it.nth())
        .ifPresent(it -> strike(it.action()));
  }

  private static void strike(Failpoint.Action action) {
    switch (action) {
      case HALT -> Runtime.getRuntime().halt(STATUS);
      case PAUSE -> Signals.stopOwnProcess();
    }
  }
}
