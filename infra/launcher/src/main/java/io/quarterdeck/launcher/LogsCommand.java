package io.quarterdeck.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the logs of the processes. */
@Command(name = "logs", description = "show the log of a role, or of all")
final class LogsCommand implements Callable<Integer> {
  @Mixin private DataDirOption dataDir = new DataDirOption();

  @Parameters(arity = "0..1", paramLabel = "ROLE", description = "as status names it")
  private String role = "";

  @Option(names = "-f", description = "go on as the log grows")
  private boolean follow;

  @Override
  public Integer call() throws Exception {
    DataDir data = Cluster.open(dataDir.get()).data();
    List<String> command = new ArrayList<>(List.of("tail", "-n", follow ? "20" : "+1"));
    if (follow) {
      command.add("-F");
    }
    command.addAll(files(data));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private List<String> files(DataDir data) throws Exception {
    Path one = data.log(role);
    if (!role.isEmpty()) {
      if (!Files.exists(one)) {
        throw new IllegalArgumentException("no log of '" + role + "' in " + one.getParent());
      }
      return List.of(one.toString());
    }
    try (Stream<Path> files = Files.list(data.root().resolve("logs"))) {
      return files.map(Path::toString).filter(file -> file.endsWith(".log")).sorted().toList();
    }
  }
}
