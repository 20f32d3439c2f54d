package io.quarterdeck.bench.state;

import io.quarterdeck.bench.load.Figures;
import io.quarterdeck.bench.process.CpuMeter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The outcome of a run, for people and, as its fields, for programs. */
record StateReport(Map<String, Object> conditions, List<Score> scores, Map<String, Long> pssBytes) {

  static String header() {
    return "%-42s %-12s %s".formatted("", "", Figures.header());
  }

  /** One workload: ours, theirs, and ours through theirs. */
  static String rows(Score ours, Score theirs) {
    return String.join(
        "\n",
        "%-42s %-12s %s%s"
            .formatted(ours.workload(), ours.contender(), ours.figures().row(), costs(ours)),
        "%-42s %-12s %s%s".formatted("", theirs.contender(), theirs.figures().row(), costs(theirs)),
        "%-42s %-12s %s".formatted("", "ratio", ratios(ours.figures(), theirs.figures())));
  }

  static String memory(Map<String, Long> pssBytes) {
    return pssBytes.entrySet().stream()
        .map(entry -> "%s %d MiB".formatted(entry.getKey(), entry.getValue() >> 20))
        .collect(Collectors.joining(", ", "PSS at the end: ", ""));
  }

  private static String ratios(Figures ours, Figures theirs) {
    return "%,10.2f    %9.2f %9.2f %9.2f %9.2f"
        .formatted(
            ours.perSecond() / theirs.perSecond(),
            ours.p50Ms() / theirs.p50Ms(),
            ours.p99Ms() / theirs.p99Ms(),
            ours.p999Ms() / theirs.p999Ms(),
            ours.maxMs() / theirs.maxMs());
  }

  private static String costs(Score score) {
    String cpu = CpuMeter.perCall(score.cpuSeconds(), score.figures().count());
    return "   %s; worked on for %.1f s".formatted(cpu, score.settledSeconds());
  }
}
