package io.quarterdeck.launcher;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says what is being done and how long each step took. */
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
    long start = System.nanoTime();
    out.printf(Locale.ROOT, "  %-44s", what);
    out.flush();
    try {
      work.run();
    } catch (Exception e) {
      out.println("failed");
      out.flush();
      throw e;
    }
    out.printf(Locale.ROOT, "%6.1f s%n", seconds(start));
    out.flush();
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
