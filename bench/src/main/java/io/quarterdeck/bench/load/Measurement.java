package io.quarterdeck.bench.load;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What a load measured: its events and their latencies in microseconds. */
public record Measurement(long count, Duration elapsed, Histogram latenciesUs) {

  /** Several turns of the same load as one. */
  public static Measurement sum(List<Measurement> turns) {
    Histogram all = new Histogram(ClosedLoop.DIGITS);
    Duration elapsed = Duration.ZERO;
    long count = 0;
    for (Measurement turn : turns) {
      all.add(turn.latenciesUs());
      elapsed = elapsed.plus(turn.elapsed());
      count += turn.count();
    }
    return new Measurement(count, elapsed, all);
  }

  public double perSecond() {
    return count * 1e9 / elapsed.toNanos();
  }

  public double percentileMs(double percentile) {
    return latenciesUs.getValueAtPercentile(percentile) / 1e3;
  }

  public double maxMs() {
    return latenciesUs.getMaxValue() / 1e3;
  }
}
