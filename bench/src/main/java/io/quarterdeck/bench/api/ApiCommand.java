package io.quarterdeck.bench.api;

import io.quarterdeck.bench.RunOptions;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.Figures;
import io.quarterdeck.bench.process.CpuMeter;
import io.quarterdeck.bench.process.GatewayProcess;
import io.quarterdeck.bench.process.ProcessGroup;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench api}: creates, reads, lists and watches of a Kubernetes API. */
@Command(
    name = "api",
    description =
        "Measures the Kubernetes API of a running cluster, or of a gateway with state-service,"
            + " PostgreSQL and Kafka that it starts for the time of the run.",
    mixinStandardHelpOptions = true)
public final class ApiCommand implements Callable<Integer> {
  /** What a part made is deleted at its end: the stores hold what a cluster's hold, not more. */
  private static final Duration WARM_UP_PART = Duration.ofSeconds(20);

  @Mixin private RunOptions options = new RunOptions();

  @Option(names = "--kubeconfig", description = "measures this cluster, which runs on this machine")
  private @Nullable Path kubeconfig;

  @Spec private @Nullable CommandSpec spec;

  /** The outcome, as programs read it. */
  record Report(
      Map<String, Object> conditions, Map<String, ApiScore> scores, Map<String, Long> pssBytes) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<ApiWorkload> workloads = options.wanted(ApiWorkload.ALL, ApiWorkload::label);
    options.write(
        kubeconfig == null
            ? ofStarted(workloads)
            : of(workloads, ApiServer.of(kubeconfig), List.of(), () -> {}));
    return 0;
  }

  private Report ofStarted(List<ApiWorkload> workloads) throws IOException, InterruptedException {
    TestStores stores = TestStores.shared();
    String token = UUID.randomUUID().toString();
    try (GatewayProcess gateway = GatewayProcess.start(stores, token, options.jvmFlags())) {
      String ca = Files.readString(stores.identity("bench", "bench").ca());
      ApiServer server = new ApiServer("127.0.0.1", gateway.port(), ca, new ApiServer.Token(token));
      Report report = of(workloads, server, gateway.processes(), gateway::awaitPublished);
      for (ProcessGroup group : gateway.processes()) {
        report.pssBytes().put(group.name(), group.pssBytes());
        say("%-42s PSS %d MiB".formatted(group.name(), group.pssBytes() >> 20));
      }
      return report;
    }
  }

  private Report of(
      List<ApiWorkload> workloads, ApiServer server, List<ProcessGroup> processes, Runnable settle)
      throws IOException, InterruptedException {
    Report report = new Report(options.conditions(), new LinkedHashMap<>(), new LinkedHashMap<>());
    ApiLoad load = new ApiLoad(server, processes, settle);
    say("Load average at the start: " + report.conditions().get("loadAverage"));
    say("%-42s %s".formatted("", Figures.header()));
    for (ApiWorkload workload : workloads) {
      for (Effort part : options.warmUp().parts(WARM_UP_PART)) {
        ApiScore unused = load.run(workload, part);
      }
      ApiScore score = load.run(workload, options.measured());
      Figures figures = score.figures();
      String cpu = CpuMeter.perCall(score.cpuSeconds(), figures.count());
      say("%-42s %s   %s".formatted(workload.label(), figures.row(), cpu));
      report.scores().put(workload.label(), score);
    }
    say("Load average at the end: " + RunOptions.loadAverage());
    return report;
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
