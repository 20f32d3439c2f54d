package io.quarterdeck.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.stores.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Makes a cluster of a backup, which the next start brings to life. Whatever can be found wrong is
 * found before anything is written; a mark tells of one that was cut off, which may be repeated.
 */
@Command(name = "restore", description = "make a new cluster of a backup; 'up' starts it then")
final class RestoreCommand implements Callable<Integer> {
  private static final Duration START_MAX = Duration.ofMinutes(2);

  @Mixin private DataDirOption dataDir = new DataDirOption();

  @Parameters(paramLabel = "FILE", description = "what 'backup' has written")
  private Path file = Path.of("");

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "restore the state of this revision (default: the newest in the backup)")
  private Optional<Long> revision = Optional.empty();

  @Option(
      names = "--time",
      paramLabel = "INSTANT",
      description = "restore the state of this time, such as 2026-01-31T12:00:00Z")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--without-secrets",
      description = "leave Secrets out, because the key that opens them is lost")
  private boolean withoutSecrets;

  @Mixin private EngineOptions engines = new EngineOptions();

  private String loaded = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Cluster.exclusively(dataDir.get(), this::restore);
    return 0;
  }

  private void restore() throws Exception {
    DataDir data = dataDir.get();
    boolean used = Cluster.exists(data) || Files.exists(data.postgres());
    if (used && !Files.exists(data.restoring())) {
      throw new IllegalStateException(
          "there is a cluster in %s; only into an empty directory is restored, 'down --purge' makes it one"
              .formatted(data.root()));
    }
    data.create();
    Steps steps = new Steps(spec.commandLine().getOut());
    steps.say("Restoring into " + data.root());
    RoleProcess tool = ClusterProcesses.stateTool(data);
    steps.step("backup is whole", () -> tool.call(arguments("check", data)));
    Cluster cluster = begin(data, serviceCidr(tool));
    Optional<PostgresServer> postgres = cluster.processes().postgres();
    if (postgres.isPresent()) {
      forget(postgres.get(), data);
      steps.step("PostgreSQL", () -> postgres.get().start(START_MAX));
    } else if (cluster.processes().kafka().isEmpty()) {
      // A Kafka of the cluster's own does not run yet, and both are looked at together.
      steps.step("look at the engines", () -> Preflight.of(cluster).run(steps));
    }
    try {
      tool.configure(cluster.settings().of(Role.STATE_SERVICE, Role.STATE_SERVICE.id()));
      steps.step("state and history", () -> loaded = tool.call(arguments("load", data)));
    } finally {
      postgres.ifPresent(PostgresServer::stop);
    }
    Files.delete(data.restoring());
    steps.say("Restored: " + loaded + ". Next: " + dataDir.command("up"));
  }

  private Optional<String> serviceCidr(RoleProcess tool) throws Exception {
    String manifest = tool.call(List.of("describe", file.toAbsolutePath().toString()));
    return Optional.of(new ObjectMapper().readTree(manifest).path("serviceCidr").asText())
        .filter(cidr -> !cidr.isEmpty());
  }

  private Cluster begin(DataDir data, Optional<String> serviceCidr) throws IOException {
    Files.writeString(data.restoring(), file.toAbsolutePath() + "\n");
    try {
      return Cluster.openOrCreate(
          data,
          new Cluster.Asked(
              Optional.empty(), Optional.empty(), serviceCidr, Heaps.USUAL, engines.asked()));
    } catch (IllegalStateException e) {
      Files.delete(data.restoring());
      throw e;
    }
  }

  /** What an attempt that was cut off has left. */
  private static void forget(PostgresServer postgres, DataDir data) throws IOException {
    postgres.stop();
    if (Files.exists(data.postgres())) {
      Processes.run(List.of("rm", "-rf", data.postgres().toString()), data.root(), "");
    }
  }

  private List<String> arguments(String verb, DataDir data) {
    List<String> arguments = new ArrayList<>(List.of(verb, file.toAbsolutePath().toString()));
    arguments.add("--keys=" + data.pki());
    revision.ifPresent(it -> arguments.add("--revision=" + it));
    time.ifPresent(it -> arguments.add("--time=" + it));
    if (withoutSecrets) {
      arguments.add("--without-secrets");
    }
    return arguments;
  }
}
