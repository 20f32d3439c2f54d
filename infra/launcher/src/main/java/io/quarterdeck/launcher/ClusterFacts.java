package io.quarterdeck.launcher;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
import java.util.stream.Stream;

/**
 * What a cluster was given at its first start and keeps from then on.
 *
 * @param healthPorts where each role answers about its health, by the name of its process
 * @param standbyPorts where the state-services but the first listen, by the names of their
 *     processes
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
    Map<String, Integer> healthPorts,
    Map<String, Integer> standbyPorts) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static {
    // Clusters that were made before there were standbys have no field for them.
    MAPPER.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  /** Every port that belongs to the cluster. */
  Set<Integer> ports() {
    Set<Integer> ports = new HashSet<>(healthPorts.values());
    ports.addAll(standbyPorts.values());
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
        healthPorts,
        Map.of());
  }

  /** How many state-services there are. */
  int stateReplicas() {
    return 1 + standbyPorts.size();
  }

  /** The names of a role's processes. */
  List<String> processes(Role role) {
    Stream<String> others =
        role == Role.STATE_SERVICE ? standbyPorts.keySet().stream() : Stream.empty();
    return Stream.concat(Stream.of(role.id()), others).toList();
  }

  /** Where every state-service listens, the first first. */
  List<Integer> statePorts() {
    return Stream.concat(Stream.of(statePort), standbyPorts.values().stream()).toList();
  }

  /** With so many state-services; those that stay keep their ports. */
  ClusterFacts withStateReplicas(int count, Set<Integer> takenPorts) {
    Set<Integer> taken = new HashSet<>(takenPorts);
    taken.addAll(ports());
    Map<String, Integer> health = new TreeMap<>(healthPorts);
    health.keySet().removeAll(standbyPorts.keySet());
    Map<String, Integer> standbys = new TreeMap<>();
    for (int replica = 2; replica <= count; replica++) {
      String name = Role.STATE_SERVICE.id() + "-" + replica;
      List<Integer> fresh = FreePorts.next(2, taken);
      taken.addAll(fresh);
      standbys.put(name, standbyPorts.getOrDefault(name, fresh.getFirst()));
      health.put(name, healthPorts.getOrDefault(name, fresh.getLast()));
    }
    return with(apiPort, health, standbys);
  }

  ClusterFacts withApiPort(int port) {
    return with(port, healthPorts, standbyPorts);
  }

  private ClusterFacts with(int port, Map<String, Integer> health, Map<String, Integer> standbys) {
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
        health,
        standbys);
  }
}
