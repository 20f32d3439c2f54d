package io.quarterdeck.launcher;

import io.quarterdeck.pki.Identity;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints shell exports for whoever wants to look inside the cluster's stores. */
@Command(name = "env", description = "print shell exports: eval \"$(./quarterdeck env)\"")
final class EnvCommand implements Callable<Integer> {
  @Mixin private DataDirOption dataDir = new DataDirOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Cluster cluster = Cluster.open(dataDir.get());
    Identity operator = cluster.identities().operator();
    export("KUBECONFIG", cluster.data().kubeconfig().toString());
    export("ETCDCTL_API", "3");
    export(
        "ETCDCTL_ENDPOINTS",
        cluster.facts().statePorts().stream()
            .map(port -> "https://127.0.0.1:" + port)
            .collect(Collectors.joining(",")));
    export("ETCDCTL_CACERT", operator.ca().toString());
    export("ETCDCTL_CERT", operator.certificate().toString());
    export("ETCDCTL_KEY", operator.key().toString());
    export("KAFKA_BOOTSTRAP_SERVERS", cluster.stores().kafkaServers());
    export("KAFKA_CLIENT_PROPERTIES", cluster.data().kafkaClientProperties().toString());
    export("DATABASE_URL", cluster.stores().databaseUrl());
    export("PGUSER", cluster.stores().databaseUser());
    export("PGPASSWORD", Files.readString(cluster.stores().databasePasswordFile()).strip());
    return 0;
  }

  private void export(String name, String value) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("export " + name + "='" + value + "'");
  }
}
