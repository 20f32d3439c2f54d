package io.quarterdeck.launcher;

import io.quarterdeck.stores.ClassCache;
import io.quarterdeck.stores.Processes;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops everything, in the opposite order; the stores last, and cleanly. */
@Command(name = "down", description = "stop everything")
final class DownCommand implements Callable<Integer> {
  @Mixin private DataDirOption dataDir = new DataDirOption();

  @Option(names = "--purge", description = "remove the cluster's data too, and record no classes")
  private boolean purge;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataDir data = dataDir.get();
    if (!Cluster.exists(data)) {
      spec.commandLine().getOut().println("There is no cluster in " + data.root());
      return 0;
    }
    Cluster.exclusively(data, this::down);
    if (purge) {
      Processes.run(List.of("rm", "-rf", data.root().toString()), data.root().getRoot(), "");
    }
    return 0;
  }

  /** All is stopped: whoever does not want to wait may interrupt. */
  private static void keep(List<ClassCache.Recording> recordings, Steps steps) throws Exception {
    steps.say(
        "All is stopped. Recording the classes of this build once, so that it starts faster;"
            + " Ctrl-C leaves that for another time");
    Thread discard = new Thread(() -> recordings.forEach(ClassCache.Recording::discard));
    Runtime.getRuntime().addShutdownHook(discard);
    steps.step("classes", () -> recordings.forEach(ClassCache.Recording::keep));
    Runtime.getRuntime().removeShutdownHook(discard);
  }

  private void down() throws Exception {
    Cluster cluster = Cluster.open(dataDir.get());
    Steps steps = new Steps(spec.commandLine().getOut());
    ClusterProcesses processes = cluster.processes();
    List<ClassCache.Recording> recordings = new ArrayList<>();
    for (RoleProcess role : processes.roles().reversed()) {
      steps.step(role.name(), () -> role.stop().ifPresent(recordings::add));
    }
    if (Files.exists(cluster.data().node())) {
      steps.step(
          "pods and their network",
          () -> processes.role(Role.NODE_AGENT).run("-Dquarterdeck.node.teardown=true"));
    }
    if (processes.kafka().isPresent()) {
      steps.step("Kafka", () -> processes.kafka().get().stop().ifPresent(recordings::add));
    }
    if (processes.postgres().isPresent()) {
      steps.step("PostgreSQL", processes.postgres().get()::stop);
    }
    if (purge) {
      recordings.forEach(ClassCache.Recording::discard);
    } else if (!recordings.isEmpty()) {
      keep(recordings, steps);
    }
  }
}
