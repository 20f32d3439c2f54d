package io.quarterdeck.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for conditions instead of sleeping. */
public final class Await {
  private static final Duration POLL = Duration.ofMillis(20);

  private Await() {}

  /** Waits until a condition holds; an exception of the condition counts as "not yet". */
  public static void until(String what, Duration timeout, Callable<Boolean> condition) {
    value(what, timeout, () -> condition.call() ? Boolean.TRUE : null);
  }

  /** Waits until a call answers with something other than null. */
  public static <T> T value(String what, Duration timeout, Callable<@Nullable T> call) {
    return poll(what, timeout, call);
  }

  /** Waits until assertions hold, and fails with their last message. */
  public static void untilAsserted(String what, Duration timeout, Check check) {
    poll(
        what,
        timeout,
        () -> {
          check.run();
          return Boolean.TRUE;
        });
  }

  /** Assertions that may throw anything. */
  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }

  private static <T> T poll(String what, Duration timeout, Callable<@Nullable T> call) {
    long end = System.nanoTime() + timeout.toNanos();
    @Nullable Throwable last;
    do {
      last = null;
      try {
        T value = call.call();
        if (value != null) {
          return value;
        }
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(POLL.toNanos());
    } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
    throw new AssertionError(
        what + ": not within " + timeout + (last == null ? "" : "; " + last.getMessage()), last);
  }
}
