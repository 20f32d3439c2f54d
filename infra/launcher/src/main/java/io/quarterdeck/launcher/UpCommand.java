package io.quarterdeck.launcher;

import io.quarterdeck.images.BuiltInImages;
import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.stores.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts whatever of the cluster does not run, and returns when its node takes pods. */
@Command(
    name = "up",
    description =
        "start everything; return when the node is Ready. The script installs missing packages "
            + "first unless --no-install is given")
final class UpCommand implements Callable<Integer> {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final List<Path> BUSYBOX =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));

  @Mixin private DataDirOption dataDir = new DataDirOption();

  @Option(
      names = "--port",
      description = "where the API listens (default: where it did, at first 6443)")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--state-replicas",
      paramLabel = "N",
      description =
          "how many state-services there are (default: as many as there were, at first 1)")
  private Optional<Integer> stateReplicas = Optional.empty();

  @Option(
      names = "--heap",
      paramLabel = "ROLE=SIZE",
      description =
          "how large the heap of a role's processes may become, such as state-service=3g;"
              + " repeatable (default: as it was, at first a part of the memory here)")
  private Map<String, String> heaps = new LinkedHashMap<>();

  @Mixin private EngineOptions engines = new EngineOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Cluster.exclusively(dataDir.get(), this::up);
    return 0;
  }

  private void up() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Steps steps = new Steps(out);
    DataDir data = dataDir.get();
    requireWhole(data);
    steps.say("Starting the cluster in " + data.root());
    Cluster cluster =
        Cluster.openOrCreate(
            data,
            new Cluster.Asked(
                port, stateReplicas, Optional.empty(), Heaps.parse(heaps), engines.asked()));
    ClusterProcesses processes = cluster.processes();
    RoleProcess gateway = processes.role(Role.API_GATEWAY);
    if (!gateway.supervisor().isLaunched() && gateway.pid().isEmpty()) {
      requireFree(cluster.facts().apiPort());
    }
    startStores(processes, data, steps);
    if (processes.postgres().isEmpty() || processes.kafka().isEmpty()) {
      steps.step("look at the engines", () -> Preflight.of(cluster).run(steps));
    }
    for (RoleProcess role : processes.roles()) {
      role.launch(cluster.settings().of(role.role(), role.name()));
    }
    for (RoleProcess role : processes.roles()) {
      steps.step(role.name(), () -> awaitReady(role, data));
    }
    ApiProbe api =
        new ApiProbe(
            cluster.facts().apiPort(),
            cluster.identities().admin().ca(),
            cluster.identities().tokens());
    steps.step("node " + cluster.facts().nodeName(), () -> awaitNode(api, cluster));
    steps.say(
        "Ready after %.1f s. Next: export KUBECONFIG=$(%s)"
            .formatted(steps.elapsed().toMillis() / 1e3, dataDir.command("kubeconfig")));
  }

  private static void requireWhole(DataDir data) {
    if (Files.exists(data.restoring())) {
      throw new IllegalStateException(
          "a restoration into %s did not come to its end; 'restore' again, or 'down --purge'"
              .formatted(data.root()));
    }
  }

  /** Those that the cluster brings itself; images are built while they start. */
  private static void startStores(ClusterProcesses processes, DataDir data, Steps steps)
      throws Exception {
    CompletableFuture<Void> kafkaLaunched =
        CompletableFuture.runAsync(() -> processes.kafka().ifPresent(KafkaBroker::launch));
    steps.step("images", () -> new BuiltInImages(busybox(), data.cache()).build(data.images()));
    if (processes.postgres().isPresent()) {
      steps.step("PostgreSQL", () -> processes.postgres().get().start(START_MAX));
    }
    kafkaLaunched.join();
    if (processes.kafka().isPresent()) {
      steps.step("Kafka", () -> processes.kafka().get().start(START_MAX));
    }
  }

  /** Better said now than by the log of a gateway that ended. */
  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // A gateway that has just ended leaves connections behind.
      socket.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "somebody listens on port " + port + " already; choose another with --port", e);
    }
  }

  private static void awaitReady(RoleProcess role, DataDir data) {
    Supervisor supervisor = role.supervisor();
    int exits = supervisor.exits().count();
    Processes.await(() -> role.isReady() || supervisor.exits().count() > exits, START_MAX);
    if (!role.isReady()) {
      Path log = data.log(role.name());
      String what =
          supervisor.exits().count() > exits
              ? " ended with exit code "
                  + supervisor.exits().lastCode()
                  + ", as status will go on to show"
              : " is not ready after " + START_MAX.toSeconds() + " s";
      throw new IllegalStateException(
          role.name() + what + "; its log " + log + " ends:\n" + Processes.tail(log, 12));
    }
  }

  private static void awaitNode(ApiProbe api, Cluster cluster) {
    String node = cluster.facts().nodeName();
    if (!Processes.await(() -> api.nodeTakesPods(node), START_MAX)) {
      throw new IllegalStateException(
          "the node is not Ready (its condition is "
              + api.nodeReady(node)
              + "); see "
              + cluster.data().log(Role.NODE_AGENT.id()));
    }
  }

  private static Path busybox() {
    return Stream.of(BUSYBOX.toArray(Path[]::new))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no busybox: apt-get install busybox-static"));
  }
}
