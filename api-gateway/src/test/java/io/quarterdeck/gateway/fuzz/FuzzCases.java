package io.quarterdeck.gateway.fuzz;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a target over and over, each time with random choices that one number reproduces. As many
 * cases as a build can wait for, unless the system property {@code quarterdeck.fuzz.cases} says how
 * many; {@code quarterdeck.fuzz.seed} is the number of the first.
 */
public final class FuzzCases {
  private static final String CASES = "quarterdeck.fuzz.cases";
  private static final String SEED = "quarterdeck.fuzz.seed";

  /** A case is a matter of milliseconds, on whatever machine. */
  private static final Duration CASE_MAX = Duration.ofSeconds(30);

  private FuzzCases() {}

  /** What is fuzzed; anything that it throws is a finding. */
  public interface Target {
    void run(RandomGenerator random) throws Exception;
  }

  /**
   * Runs all cases of a target.
   *
   * @param usually how many there are when nobody says
   */
  public static void run(int usually, Target target) {
    long first = Long.getLong(SEED, 1);
    int cases = Integer.getInteger(CASES, usually);
    for (long seed = first; seed < first + cases; seed++) {
      runOne(seed, target);
    }
  }

  private static void runOne(long seed, Target target) {
    long begin = System.nanoTime();
    try {
      target.run(new SplittableRandom(seed));
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      if (took.compareTo(CASE_MAX) > 0) {
        throw new AssertionError("it took " + took);
      }
    } catch (Exception | StackOverflowError | AssertionError e) {
      throw new AssertionError("again with -D%s=%d -D%s=1: %s".formatted(SEED, seed, CASES, e), e);
    }
  }
}
