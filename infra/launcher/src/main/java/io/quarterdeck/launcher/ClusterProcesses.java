package io.quarterdeck.launcher;

import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All processes of a cluster, in the order in which they are started. */
record ClusterProcesses(PostgresServer postgres, KafkaBroker kafka, List<RoleProcess> roles) {
  static final String POSTGRES = "postgresql";
  static final String KAFKA = "kafka";

  static ClusterProcesses of(
      DataDir data, ClusterFacts facts, ClusterIdentities identities, Path modules) {
    List<RoleProcess> roles = new ArrayList<>();
    for (Role role : Role.values()) {
      int port = facts.healthPorts().getOrDefault(role.id(), 0);
      roles.add(new RoleProcess(role, data, modules, port));
    }
    return new ClusterProcesses(
        new PostgresServer(
            data.postgres(),
            data.cache().resolve("postgres"),
            data.supervisor(POSTGRES),
            facts.postgresPort()),
        new KafkaBroker(
            data.kafka(),
            data.supervisor(KAFKA),
            facts.kafkaPort(),
            facts.kafkaControllerPort(),
            identities.kafka(),
            kafkaFlags(modules)),
        roles);
  }

  /** The state-service, to be called and not to be started. */
  static RoleProcess stateTool(DataDir data) {
    return new RoleProcess(Role.STATE_SERVICE, data, Cluster.modules(), 0);
  }

  private static List<String> kafkaFlags(Path modules) {
    List<String> flags = new ArrayList<>(KafkaBroker.defaultJvmFlags());
    Path folder = modules.resolve("infra").resolve("embedded-stores").resolve("target");
    flags.addAll(KafkaBroker.classCache(folder, flags).jvmFlags());
    return flags;
  }

  RoleProcess role(Role role) {
    return roles.stream().filter(each -> each.role() == role).findFirst().orElseThrow();
  }
}
