package io.quarterdeck.bench.load;

/** A measurement as it is reported. */
public record Figures(
    long count, double perSecond, double p50Ms, double p99Ms, double p999Ms, double maxMs) {

  public static Figures of(Measurement measurement) {
    return new Figures(
        measurement.count(),
        measurement.perSecond(),
        measurement.percentileMs(50),
        measurement.percentileMs(99),
        measurement.percentileMs(99.9),
        measurement.maxMs());
  }

  /** The row of a table. */
  public String row() {
    return "%,10.0f /s %9.2f %9.2f %9.2f %9.2f".formatted(perSecond, p50Ms, p99Ms, p999Ms, maxMs);
  }

  public static String header() {
    return "%13s %9s %9s %9s %9s".formatted("throughput", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
  }
}
