package io.quarterdeck.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Runs kubectl against the cluster. */
@Command(name = "kubectl", description = "run kubectl against the cluster")
final class KubectlCommand implements Callable<Integer> {
  @Mixin private DataDirOption dataDir = new DataDirOption();
  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(words);
    ProcessBuilder kubectl = new ProcessBuilder(command).inheritIO();
    kubectl
        .environment()
        .put("KUBECONFIG", Cluster.open(dataDir.get()).data().kubeconfig().toString());
    return kubectl.start().waitFor();
  }
}
