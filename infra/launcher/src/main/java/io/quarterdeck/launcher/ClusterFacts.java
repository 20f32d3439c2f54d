package io.quarterdeck.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarterdeck.stores.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a cluster was given at its first start and keeps from then on.
 *
 * @param healthPorts where each role answers about its health, by its id
 */
record ClusterFacts(
    String cluster,
    String nodeName,
    String nodeIp,
    String podCidr,
    String serviceCidr,
    String clusterDns,
    int apiPort,
    int statePort,
    int postgresPort,
    int kafkaPort,
    int kafkaControllerPort,
    int agentPort,
    Map<String, Integer> healthPorts) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Every port that belongs to the cluster. */
  Set<Integer> ports() {
    Set<Integer> ports = new HashSet<>(healthPorts.values());
    ports.addAll(
        List.of(apiPort, statePort, postgresPort, kafkaPort, kafkaControllerPort, agentPort));
    return ports;
  }

  /** The first address of the service network is the API's own. */
  String apiServiceIp() {
    return Networks.host(serviceCidr, 1);
  }

  static ClusterFacts load(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), ClusterFacts.class);
  }

  void save(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    MAPPER.writeValue(part.toFile(), this);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Chooses what is free on this machine now, and is no other cluster's. */
  static ClusterFacts choose(
      int apiPort, Optional<String> serviceCidr, Networks networks, Set<Integer> takenPorts)
      throws IOException {
    Role[] roles = Role.values();
    Set<Integer> taken = new HashSet<>(takenPorts);
    taken.add(apiPort);
    List<Integer> ports = new ArrayList<>(FreePorts.next(roles.length + 5, taken));
    Map<String, Integer> healthPorts = new TreeMap<>();
    for (Role role : roles) {
      healthPorts.put(role.id(), ports.removeLast());
    }
    String services = serviceCidr.map(networks::serviceCidr).orElseGet(networks::freeServiceCidr);
    return new ClusterFacts(
        "quarterdeck",
        InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT),
        networks.primaryAddress(),
        networks.freePodCidr(),
        services,
        Networks.host(services, 10),
        apiPort,
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        healthPorts);
  }

  ClusterFacts withApiPort(int port) {
    return new ClusterFacts(
        cluster,
        nodeName,
        nodeIp,
        podCidr,
        serviceCidr,
        clusterDns,
        port,
        statePort,
        postgresPort,
        kafkaPort,
        kafkaControllerPort,
        agentPort,
        healthPorts);
  }
}
