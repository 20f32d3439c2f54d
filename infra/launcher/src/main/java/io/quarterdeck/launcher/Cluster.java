package io.quarterdeck.launcher;

import io.quarterdeck.pki.Pem;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * A cluster of this machine as the verbs see it: its directory, what it was given, who is in it.
 */
record Cluster(
    DataDir data,
    ClusterFacts facts,
    ClusterIdentities identities,
    Stores stores,
    ClusterProcesses processes) {

  private static final int DEFAULT_PORT = 6443;
  private static final int STATE_REPLICAS_MAX = 5;

  /** Where the built modules are; the script says so. */
  private static final String HOME = "quarterdeck.home";

  static boolean exists(DataDir data) {
    return Files.exists(data.facts());
  }

  static Cluster open(DataDir data) throws IOException {
    if (!exists(data)) {
      throw new IllegalStateException(
          "there is no cluster in " + data.root() + "; './quarterdeck up' makes one");
    }
    ClusterFacts facts = ClusterFacts.load(data.facts());
    return of(
        data,
        facts,
        Engines.load(data.engines()),
        Heaps.load(data.heaps()),
        ClusterIdentities.locate(data, facts));
  }

  private static Cluster of(
      DataDir data,
      ClusterFacts facts,
      Engines engines,
      Heaps heaps,
      ClusterIdentities identities) {
    ClusterProcesses processes =
        ClusterProcesses.of(data, facts, engines, heaps, identities, modules());
    return new Cluster(data, facts, identities, Stores.of(engines, processes), processes);
  }

  static Path modules() {
    return Path.of(System.getProperty(HOME, "")).toAbsolutePath();
  }

  /**
   * What the user wants of a cluster; where that is nothing, it stays as it is.
   *
   * @param serviceCidr the network of the Services that exist already
   */
  record Asked(
      Optional<Integer> port,
      Optional<Integer> stateReplicas,
      Optional<String> serviceCidr,
      Heaps heaps,
      Engines engines) {}

  /** Opens the cluster and makes it, or what is missing of it, when it is not there. */
  static Cluster openOrCreate(DataDir data, Asked asked) throws IOException {
    Optional<Engines> stored =
        exists(data) ? Optional.of(Engines.load(data.engines())) : Optional.empty();
    boolean runs = data.supervisor(Role.API_GATEWAY.id()).isLaunched();
    Engines engines = Engines.choose(asked.engines(), stored, runs);
    Heaps heaps = Heaps.choose(asked.heaps(), Heaps.load(data.heaps()), runs);
    data.create();
    ClusterFacts facts =
        Machine.ofUser()
            .facts(
                data,
                new Machine.Wish(
                    port -> port(asked.port(), port, runs),
                    replicas -> stateReplicas(asked.stateReplicas(), replicas, runs),
                    asked.serviceCidr()));
    engines.save(data.engines());
    heaps.save(data.heaps());
    Cluster cluster =
        of(data, facts, engines, heaps, ClusterIdentities.issue(data, facts, Instant.now()));
    Pem.writePrivate(
        data.kubeconfig(),
        Kubeconfig.render(
            cluster.facts().cluster(), cluster.facts().apiPort(), cluster.identities().admin()));
    Properties kafka = cluster.kafkaClient();
    StringWriter text = new StringWriter();
    kafka.store(text, null);
    Files.createDirectories(data.kafkaClientProperties().getParent());
    Pem.writePrivate(data.kafkaClientProperties(), text.toString());
    return cluster;
  }

  /** The port belongs to the cluster: who asks for none gets the one it has. */
  static int port(Optional<Integer> asked, Optional<Integer> stored, boolean runs) {
    int port = asked.or(() -> stored).orElse(DEFAULT_PORT);
    if (runs && stored.isPresent() && stored.get() != port) {
      throw new IllegalStateException(
          "the API listens on port %1$d; for another: down, then up --port %2$d"
              .formatted(stored.get(), port));
    }
    return port;
  }

  /** The number belongs to the cluster like the port. */
  static int stateReplicas(Optional<Integer> asked, Optional<Integer> stored, boolean runs) {
    int replicas = asked.or(() -> stored).orElse(1);
    if (replicas < 1 || replicas > STATE_REPLICAS_MAX) {
      throw new IllegalArgumentException(
          "--state-replicas takes 1 to %d".formatted(STATE_REPLICAS_MAX));
    }
    if (runs && stored.isPresent() && stored.get() != replicas) {
      throw new IllegalStateException(
          "%d state-services run; for another number: down, then up --state-replicas %d"
              .formatted(stored.get(), replicas));
    }
    return replicas;
  }

  /** How an operator's client reaches Kafka. */
  Properties kafkaClient() throws IOException {
    return stores.kafkaClient(identities.operator());
  }

  RoleSettings settings() {
    return new RoleSettings(data, facts, identities, stores);
  }

  interface Work {
    void run() throws Exception;
  }

  /** Does something that must not be done twice at once to the same directory. */
  static void exclusively(DataDir data, Work work) throws Exception {
    Files.createDirectories(data.root());
    try (FileChannel channel =
            FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IllegalStateException("another quarterdeck command works on " + data.root());
      }
      work.run();
    }
  }
}
