package io.quarterdeck.state.service;

import io.quarterdeck.state.postgres.Roll;
import io.quarterdeck.state.replica.Member;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Shows that this process lives, on a thread of its own: loading a large state must not look like
 * death. A leader that was deposed learns of it here at the latest.
 */
final class Heart {
  private static final Logger LOG = Logger.getLogger(Heart.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final Roll roll;
  private final Member self;
  private final Runnable fenced;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("state-heart").factory());
  private volatile boolean leading;

  Heart(Roll roll, Member self, Runnable fenced) {
    this.roll = roll;
    this.self = self;
    this.fenced = fenced;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::beat, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on another leader means that this one was deposed. */
  void leads() {
    leading = true;
  }

  /** Stops, and says so to the others. */
  void close() {
    leading = false;
    thread.shutdownNow();
    try {
      roll.leave();
    } catch (RuntimeException e) {
      LOG.infof("the others will notice by themselves that this process ended: %s", e);
    }
  }

  private void beat() {
    try {
      roll.beat();
      if (leading && !roll.look().isHeldBy(self)) {
        LOG.error("another process leads this cluster now");
        leading = false;
        fenced.run();
      }
    } catch (RuntimeException e) {
      LOG.debugf("no sign of life could be given: %s", e);
    }
  }
}
