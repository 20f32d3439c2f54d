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
    DataDir data, ClusterFacts facts, ClusterIdentities identities, ClusterProcesses processes) {

  private static final int DEFAULT_PORT = 6443;

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
    return of(data, facts, ClusterIdentities.locate(data, facts));
  }

  private static Cluster of(DataDir data, ClusterFacts facts, ClusterIdentities identities) {
    return new Cluster(
        data, facts, identities, ClusterProcesses.of(data, facts, identities, modules()));
  }

  static Path modules() {
    return Path.of(System.getProperty(HOME, "")).toAbsolutePath();
  }

  /** Opens the cluster and makes it, or what is missing of it, when it is not there. */
  static Cluster openOrCreate(DataDir data, Optional<Integer> askedPort) throws IOException {
    return openOrCreate(data, askedPort, Optional.empty());
  }

  /** As above, where Services exist already whose addresses are of this network. */
  static Cluster openOrCreate(
      DataDir data, Optional<Integer> askedPort, Optional<String> serviceCidr) throws IOException {
    data.create();
    boolean runs = data.supervisor(Role.API_GATEWAY.id()).isLaunched();
    ClusterFacts facts =
        Machine.ofUser().facts(data, stored -> port(askedPort, stored, runs), serviceCidr);
    Cluster cluster = of(data, facts, ClusterIdentities.issue(data, facts, Instant.now()));
    Pem.writePrivate(
        data.kubeconfig(),
        Kubeconfig.render(
            cluster.facts().cluster(), cluster.facts().apiPort(), cluster.identities().admin()));
    Properties kafka = new Properties();
    kafka.putAll(cluster.processes().kafka().clientProperties(cluster.identities().operator()));
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

  RoleSettings settings() {
    return new RoleSettings(data, facts, identities);
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
