package io.quarterdeck.bench.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarterdeck.testkit.TestStores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench state-faults}: whether the state-service keeps its promises when things break. */
@Command(
    name = "state-faults",
    description =
        "Runs two state-services on PostgreSQL and Kafka under concurrent clients, breaks one thing"
            + " after the other, and checks every answer, watch and topic.",
    mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {
  private static final int FAULTS_EACH_ROUND = 6;

  /** What takes the least time and has found the most. */
  private static final List<Fault> SHORT =
      List.of(Fault.DEPOSE_LEADER, Fault.KILL_POSTGRES, Fault.CUT_DATABASE);

  @Option(names = "--minutes", description = "for how long (${DEFAULT-VALUE})")
  private int minutes = 10;

  @Option(names = "--seed", description = "chooses faults and calls; random unless given")
  private @Nullable Long seed;

  @Option(names = "--short", description = "one round of a few faults")
  private boolean brief;

  @Option(names = "--json", description = "writes the report to this file, too")
  private @Nullable Path json;

  private final long origin = System.nanoTime();

  @Spec private @Nullable CommandSpec spec;

  /** The outcome, for people and, as its fields, for programs. */
  record Report(
      long seed,
      int rounds,
      long answered,
      long unknown,
      long changes,
      Map<Fault, Integer> faults,
      List<String> violations) {}

  @Override
  public Integer call() throws Exception {
    long used = Optional.ofNullable(seed).orElseGet(ThreadLocalRandom.current()::nextLong);
    say("seed " + used);
    TestStores stores = TestStores.shared();
    try (Replicas replicas = Replicas.start(stores)) {
      Report report = run(stores, replicas, used);
      say(
          "%d rounds, %d answers checked, %d without an answer, %d changes, faults %s"
              .formatted(
                  report.rounds(),
                  report.answered(),
                  report.unknown(),
                  report.changes(),
                  report.faults()));
      report.violations().forEach(this::say);
      say(report.violations().isEmpty() ? "everything adds up" : "VIOLATIONS, seed " + used);
      if (json != null) {
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValue(json.toFile(), report);
      }
      return report.violations().isEmpty() ? 0 : 1;
    }
  }

  private Report run(TestStores stores, Replicas replicas, long used) throws Exception {
    Random random = new Random(used);
    String run = Long.toHexString(used);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    List<Round.Result> results = new ArrayList<>();
    do {
      int number = results.size() + 1;
      Round round = new Round(stores, replicas, new Values(run, number), random, this::say);
      Round.Result result = round.run(brief ? SHORT : some(random));
      say("round " + number + ": " + result.answered() + " answers, " + result.violations());
      results.add(result);
    } while (!brief && System.nanoTime() < end && results.getLast().violations().isEmpty());
    return report(used, results);
  }

  private static List<Fault> some(Random random) {
    Fault[] all = Fault.values();
    List<Fault> some = new ArrayList<>();
    for (int i = 0; i < FAULTS_EACH_ROUND; i++) {
      some.add(all[random.nextInt(all.length)]);
    }
    return some;
  }

  private static Report report(long seed, List<Round.Result> results) {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    results.forEach(it -> it.faults().forEach((fault, n) -> faults.merge(fault, n, Integer::sum)));
    return new Report(
        seed,
        results.size(),
        results.stream().mapToLong(Round.Result::answered).sum(),
        results.stream().mapToLong(Round.Result::unknown).sum(),
        results.stream().mapToLong(Round.Result::changes).sum(),
        faults,
        results.stream().flatMap(it -> it.violations().stream()).toList());
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("%6.1f s  %s".formatted((System.nanoTime() - origin) / 1e9, line));
    out.flush();
  }
}
