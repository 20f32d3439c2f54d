package io.quarterdeck.bench.state;

import io.quarterdeck.bench.load.Figures;
import io.quarterdeck.bench.load.Measurement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a workload came to on one contender, all turns together.
 *
 * @param cpuSeconds of each process during all measured turns, catching up included; the load
 *     generator is one
 * @param settledSeconds how long it worked on after its last answer, at most
 */
record Score(
    String workload,
    String contender,
    Figures figures,
    List<Double> perSecondByTurn,
    Map<String, Double> cpuSeconds,
    double settledSeconds) {

  static Score of(String workload, String contender, List<Duel.Turn> turns) {
    Measurement all = Measurement.sum(turns.stream().map(Duel.Turn::measurement).toList());
    Map<String, Double> cpu = new LinkedHashMap<>();
    for (Duel.Turn turn : turns) {
      turn.cpuSeconds().forEach((name, used) -> cpu.merge(name, used, Double::sum));
    }
    double settled =
        turns.stream().mapToDouble(turn -> seconds(turn.settled())).max().orElseThrow();
    List<Double> each = turns.stream().map(turn -> turn.measurement().perSecond()).toList();
    return new Score(workload, contender, Figures.of(all), each, cpu, settled);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
