package io.quarterdeck.bench.state;

import io.quarterdeck.bench.RunOptions;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.process.ProcessGroup;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench state}: the state-service beside etcd. */
@Command(
    name = "state",
    description =
        "Measures the state-service (PostgreSQL with fsync, Kafka) and an etcd on the same disk in"
            + " turns, both through gRPC with mutual TLS.",
    mixinStandardHelpOptions = true)
public final class StateCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(names = "--rounds", description = "turns of each store (${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--heat",
      description = "how long puts load both before the first turn of all (${DEFAULT-VALUE})")
  private Duration heat = Duration.ofSeconds(30);

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!isPossible()) {
      throw new IllegalStateException("etcd is not on the PATH (Debian: etcd-server)");
    }
    List<StateWorkload> workloads =
        options.wanted(
            options.brief() ? StateWorkloads.SHORT : StateWorkloads.ALL, StateWorkload::label);
    TestStores stores = TestStores.shared();
    try (Contender ours = OurStore.start(stores, options.jvmFlags());
        Contender etcd = RealEtcd.start(stores)) {
      options.write(run(workloads, ours, etcd));
    }
    return 0;
  }

  /** Whether there is an etcd to compare with. */
  public static boolean isPossible() {
    return RealEtcd.isInstalled();
  }

  private StateReport run(List<StateWorkload> workloads, Contender ours, Contender etcd)
      throws IOException, InterruptedException {
    Map<String, Object> conditions = options.conditions();
    conditions.put("heat", heat.toString());
    Duel duel =
        new Duel(ours, etcd, options.warmUp(), options.measured(), options.brief() ? 1 : rounds);
    List<Score> scores = new ArrayList<>();
    say("Load average at the start: " + conditions.get("loadAverage"));
    if (!options.brief()) {
      duel.heat(StateWorkloads.HEAT, new Effort(heat, options.warmUp().callsMax()));
    }
    say(StateReport.header());
    for (StateWorkload workload : workloads) {
      Duel.Scores both = duel.run(workload);
      say(StateReport.rows(both.ours(), both.theirs()));
      scores.addAll(List.of(both.ours(), both.theirs()));
    }
    Map<String, Long> memory = memory(List.of(ours, etcd));
    say(StateReport.memory(memory));
    say("Load average at the end: " + RunOptions.loadAverage());
    return new StateReport(conditions, scores, memory);
  }

  private static Map<String, Long> memory(List<Contender> contenders) {
    Map<String, Long> memory = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      for (ProcessGroup group : contender.processes()) {
        memory.put(group.name(), group.pssBytes());
      }
    }
    return memory;
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
