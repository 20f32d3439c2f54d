package io.quarterdeck.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarterdeck.launcher.StatusReport.Line;
import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.stores.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows every process with its health, its memory, and how far behind the events it is. */
@Command(name = "status", description = "show roles and stores; exit code 1 unless all are healthy")
final class StatusCommand implements Callable<Integer> {
  private static final int POSTGRES_BUDGET_MEBIBYTES = 120;
  private static final int KAFKA_BUDGET_MEBIBYTES = 330;
  private static final long UNKNOWN = -1;

  @Mixin private DataDirOption dataDir = new DataDirOption();

  @Option(names = "-o", paramLabel = "json", description = "print JSON")
  private String output = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Cluster cluster = Cluster.open(dataDir.get());
    StatusReport report = report(cluster);
    PrintWriter out = spec.commandLine().getOut();
    if (output.equals("json")) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else if (output.isEmpty()) {
      out.print(report.table());
    } else {
      throw new IllegalArgumentException("-o takes json");
    }
    out.flush();
    return report.healthy() ? 0 : 1;
  }

  private static StatusReport report(Cluster cluster) throws IOException, InterruptedException {
    ClusterProcesses processes = cluster.processes();
    List<Line> lines = new ArrayList<>();
    processes.postgres().ifPresent(postgres -> lines.add(line(postgres)));
    processes.kafka().ifPresent(kafka -> lines.add(line(kafka)));
    Optional<Map<String, Long>> lags =
        processes.kafka().map(KafkaBroker::isReady).orElse(true)
            ? AcknowledgementLag.byGroup(cluster.kafkaClient(), cluster.facts().cluster())
            : Optional.empty();
    for (RoleProcess role : processes.roles()) {
      lines.add(
          line(
              role.name(),
              role.supervisor(),
              role.pid(),
              role.address(),
              role.isReady(),
              role.budget(),
              lags.map(all -> lag(all, cluster.facts().cluster(), role.role())).orElse(UNKNOWN)));
    }
    return new StatusReport(
        cluster.data().root().toString(),
        lines,
        lines.stream().mapToLong(Line::memoryMebibytes).sum());
  }

  private static Line line(PostgresServer postgres) {
    return line(
        ClusterProcesses.POSTGRES,
        postgres.supervisor(),
        postgres.pid(),
        "127.0.0.1:" + postgres.port(),
        postgres.isReady(),
        POSTGRES_BUDGET_MEBIBYTES,
        UNKNOWN);
  }

  private static Line line(KafkaBroker kafka) {
    return line(
        ClusterProcesses.KAFKA,
        kafka.supervisor(),
        kafka.pid(),
        kafka.bootstrapServers(),
        kafka.isReady(),
        KAFKA_BUDGET_MEBIBYTES,
        UNKNOWN);
  }

  private static Line line(
      String name,
      Supervisor supervisor,
      OptionalLong pid,
      String address,
      boolean ready,
      long budget,
      long lag) {
    OptionalLong loop = supervisor.loop();
    Supervisor.Exits exits = supervisor.exits();
    return new Line(
        name,
        pid.orElse(0),
        address,
        StatusReport.health(loop.isPresent(), pid.isPresent(), ready),
        loop.isPresent() ? exits.count() : -1,
        exits.lastCode(),
        // The loop counts with its process.
        Memory.mebibytes(loop.orElse(pid.orElse(0))),
        budget,
        lag);
  }

  /** The sum over a role's controllers; for the roles that consume no events it is unknown. */
  private static long lag(Map<String, Long> lags, String cluster, Role role) {
    String name =
        switch (role) {
          case SCHEDULER_SERVICE -> "scheduler";
          case CONTROLLER_SERVICE -> "controller";
          case CLOUD_ADAPTER -> "cloud-adapter";
          case NODE_AGENT -> "node-agent";
          case STATE_SERVICE, API_GATEWAY -> "";
        };
    if (name.isEmpty()) {
      return UNKNOWN;
    }
    return lags.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("quarterdeck." + cluster + "." + name + "."))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
