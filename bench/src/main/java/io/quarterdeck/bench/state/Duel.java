package io.quarterdeck.bench.state;

import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.Measurement;
import io.quarterdeck.bench.process.CpuMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one workload on two contenders in turns, so that whatever else the machine does meets both.
 * While one is measured the other has nothing to do.
 */
final class Duel {
  /** One turn of one contender. */
  record Turn(Measurement measurement, Map<String, Double> cpuSeconds, Duration settled) {}

  /** What both came to on one workload. */
  record Scores(Score ours, Score theirs) {}

  private final Contender ours;
  private final Contender theirs;
  private final Effort warmUp;
  private final Effort measured;
  private final int rounds;

  Duel(Contender ours, Contender theirs, Effort warmUp, Effort measured, int rounds) {
    this.ours = ours;
    this.theirs = theirs;
    this.warmUp = warmUp;
    this.measured = measured;
    this.rounds = rounds;
  }

  /** Lets both compile what they run, so that the first turns are not slower than the others. */
  void heat(StateWorkload workload, Effort effort) throws InterruptedException {
    for (Contender contender : List.of(ours, theirs)) {
      Measurement unused = measure(contender, workload, effort);
      contender.settle();
    }
  }

  Scores run(StateWorkload workload) throws InterruptedException {
    List<Turn> own = new ArrayList<>();
    List<Turn> other = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        own.add(turn(ours, workload));
        other.add(turn(theirs, workload));
      } else {
        other.add(turn(theirs, workload));
        own.add(turn(ours, workload));
      }
    }
    return new Scores(
        Score.of(workload.label(), ours.name(), own),
        Score.of(workload.label(), theirs.name(), other));
  }

  private Turn turn(Contender contender, StateWorkload workload) throws InterruptedException {
    Measurement unused = measure(contender, workload, warmUp);
    contender.settle();
    CpuMeter cpu = new CpuMeter(contender.processes());
    Measurement measurement = measure(contender, workload, measured);
    Duration settled = contender.settle();
    return new Turn(measurement, cpu.usedSeconds(), settled);
  }

  private static Measurement measure(Contender contender, StateWorkload workload, Effort effort)
      throws InterruptedException {
    return switch (workload) {
      case StateWorkload.Puts puts -> PutLoad.run(contender, puts, effort);
      case StateWorkload.Ranges ranges -> RangeLoad.run(contender, ranges, effort);
      case StateWorkload.Watches watches -> WatchLoad.run(contender, watches, effort);
    };
  }
}
