package io.quarterdeck.launcher;

import io.quarterdeck.stores.PostgresServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has the state-service write the state and its history into a file, while the cluster runs. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "write the state and its history into a file; the cluster goes on meanwhile")
final class BackupCommand implements Callable<Integer> {
  @Mixin private DataDirOption dataDir = new DataDirOption();

  @Parameters(paramLabel = "FILE", description = "the file to make; it must not exist yet")
  private Path file = Path.of("");

  @Option(
      names = "--with-keys",
      description =
          "put in the keys of Secrets and of service accounts' tokens too: whoever has the file "
              + "can read the Secrets then")
  private boolean withKeys;

  @Option(names = "--describe", description = "only print what a backup that exists says of itself")
  private boolean describe;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    DataDir data = dataDir.get();
    String path = file.toAbsolutePath().toString();
    if (describe) {
      say(ClusterProcesses.stateTool(data).call(List.of("describe", path)));
      return 0;
    }
    Cluster cluster = Cluster.open(data);
    if (!cluster.processes().postgres().map(PostgresServer::isReady).orElse(true)) {
      throw new IllegalStateException("PostgreSQL does not run; './quarterdeck up' starts it");
    }
    List<String> arguments = new ArrayList<>(List.of("backup", path));
    arguments.add("--cluster=" + cluster.facts().cluster());
    arguments.add("--service-cidr=" + cluster.facts().serviceCidr());
    arguments.add("--keys=" + data.pki());
    if (withKeys) {
      arguments.add("--with-keys");
    }
    say(ClusterProcesses.stateTool(data).call(arguments));
    return 0;
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
