package io.quarterdeck.launcher;

import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All processes of a cluster, in the order in which they are started. */
record ClusterProcesses(
    Optional<PostgresServer> postgres, Optional<KafkaBroker> kafka, List<RoleProcess> roles) {
  static final String POSTGRES = "postgresql";
  static final String KAFKA = "kafka";

  static ClusterProcesses of(
      DataDir data,
      ClusterFacts facts,
      Engines engines,
      Heaps heaps,
      ClusterIdentities identities,
      Path modules) {
    List<RoleProcess> roles = new ArrayList<>();
    for (Role role : Role.values()) {
      for (String name : facts.processes(role)) {
        int port = facts.healthPorts().getOrDefault(name, 0);
        roles.add(new RoleProcess(role, name, data, modules, heaps.of(role), port));
      }
    }
    return new ClusterProcesses(
        engines.bringsDatabase() ? Optional.of(postgres(data, facts)) : Optional.empty(),
        engines.bringsKafka()
            ? Optional.of(kafka(data, facts, identities, modules))
            : Optional.empty(),
        roles);
  }

  /** The state-service, to be called and not to be started. */
  static RoleProcess stateTool(DataDir data) {
    Role role = Role.STATE_SERVICE;
    int heap = role.usualHeapMebibytes();
    return new RoleProcess(role, role.id(), data, Cluster.modules(), heap, 0);
  }

  private static PostgresServer postgres(DataDir data, ClusterFacts facts) {
    return new PostgresServer(
        data.postgres(),
        data.cache().resolve("postgres"),
        data.supervisor(POSTGRES),
        facts.postgresPort());
  }

  private static KafkaBroker kafka(
      DataDir data, ClusterFacts facts, ClusterIdentities identities, Path modules) {
    return new KafkaBroker(
        data.kafka(),
        data.supervisor(KAFKA),
        facts.kafkaPort(),
        facts.kafkaControllerPort(),
        identities.kafka(),
        kafkaFlags(modules));
  }

  private static List<String> kafkaFlags(Path modules) {
    List<String> flags = new ArrayList<>(KafkaBroker.defaultJvmFlags());
    Path folder = modules.resolve("infra").resolve("embedded-stores").resolve("target");
    flags.addAll(KafkaBroker.classCache(folder, flags).jvmFlags());
    return flags;
  }

  /** The only process of a role, or its first. */
  RoleProcess role(Role role) {
    return roles.stream().filter(each -> each.role() == role).findFirst().orElseThrow();
  }
}
