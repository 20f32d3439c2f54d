package io.quarterdeck.launcher;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Says what is being done and when it was done, in seconds since the beginning: much goes on at the
 * same time, so how long each step was waited for would say little.
 */
final class Steps {
  private final PrintWriter out;
  private final long begin = System.nanoTime();

  Steps(PrintWriter out) {
    this.out = out;
  }

  interface Work {
    void run() throws Exception;
  }

  void step(String what, Work work) throws Exception {
    out.printf(Locale.ROOT, "  %-44s", what);
    out.flush();
    try {
      work.run();
    } catch (Exception e) {
      out.println("failed");
      out.flush();
      throw e;
    }
    out.printf(Locale.ROOT, "at %5.1f s%n", elapsed().toMillis() / 1e3);
    out.flush();
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
