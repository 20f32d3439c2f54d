package io.quarterdeck.launcher;

import io.quarterdeck.launcher.Networks.Block;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The clusters of this machine, noted by their directories: what one was given, another is not,
 * whether it runs or not. One cluster is given its facts at a time, under a lock of the kernel.
 */
record Machine(Path folder) {

  /** Only root has nodes, so only root's clusters share the machine's networks. */
  static Machine ofUser() {
    Path home = Path.of(System.getProperty("user.home"));
    return new Machine(
        "root".equals(System.getProperty("user.name"))
            ? Path.of("/var/lib/quarterdeck")
            : home.resolve(".local").resolve("state").resolve("quarterdeck"));
  }

  /** Given the number that a cluster has, the one that it is to have. */
  interface Choice extends Function<Optional<Integer>, Integer> {}

  /**
   * What is wanted of the facts.
   *
   * @param serviceCidr the network of the Services that exist already
   */
  record Wish(Choice port, Choice replicas, Optional<String> serviceCidr) {}

  /** The facts of a cluster, chosen where it has none yet, and stored. */
  ClusterFacts facts(DataDir data, Wish wish) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // Until the channel is closed.
      Set<Path> clusters = clusters();
      clusters.remove(data.root());
      ClusterFacts facts = chosen(data, wish, others(clusters));
      facts.save(data.facts());
      clusters.add(data.root());
      note(clusters);
      return facts;
    }
  }

  private static ClusterFacts chosen(DataDir data, Wish wish, List<ClusterFacts> others)
      throws IOException {
    Set<Integer> ports = new HashSet<>();
    others.forEach(other -> ports.addAll(other.ports()));
    if (Files.exists(data.facts())) {
      ClusterFacts stored = ClusterFacts.load(data.facts());
      return stored
          .withApiPort(wish.port().apply(Optional.of(stored.apiPort())))
          .withStateReplicas(wish.replicas().apply(Optional.of(stored.stateReplicas())), ports);
    }
    List<Block> networks = new ArrayList<>();
    for (ClusterFacts other : others) {
      networks.add(Block.parse(other.podCidr()));
      networks.add(Block.parse(other.serviceCidr()));
    }
    return ClusterFacts.choose(
            wish.port().apply(Optional.empty()),
            wish.serviceCidr(),
            Networks.ofThisMachine().without(networks),
            ports)
        .withStateReplicas(wish.replicas().apply(Optional.empty()), ports);
  }

  /** Those that are still there: whose files are gone uses nothing. */
  private Set<Path> clusters() throws IOException {
    Set<Path> clusters = new LinkedHashSet<>();
    if (Files.exists(list())) {
      for (String line : Files.readAllLines(list())) {
        if (Cluster.exists(new DataDir(Path.of(line)))) {
          clusters.add(Path.of(line));
        }
      }
    }
    return clusters;
  }

  private static List<ClusterFacts> others(Set<Path> clusters) throws IOException {
    List<ClusterFacts> facts = new ArrayList<>();
    for (Path cluster : clusters) {
      facts.add(ClusterFacts.load(new DataDir(cluster).facts()));
    }
    return facts;
  }

  private void note(Set<Path> clusters) throws IOException {
    Path part = folder.resolve("clusters.part");
    Files.write(part, clusters.stream().map(Path::toString).toList());
    Files.move(part, list(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path list() {
    return folder.resolve("clusters");
  }
}
