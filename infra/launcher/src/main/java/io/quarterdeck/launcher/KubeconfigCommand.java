package io.quarterdeck.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints where the kubeconfig of the cluster's administrator is. */
@Command(name = "kubeconfig", description = "print the path of the kubeconfig")
final class KubeconfigCommand implements Callable<Integer> {
  @Mixin private DataDirOption dataDir = new DataDirOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    spec.commandLine().getOut().println(Cluster.open(dataDir.get()).data().kubeconfig());
    return 0;
  }
}
