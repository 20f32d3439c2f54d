package io.quarterdeck.launcher;

import io.quarterdeck.pki.Identity;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the configuration of each role from what the cluster was given. Pure. */
record RoleSettings(DataDir data, ClusterFacts facts, ClusterIdentities identities, Stores stores) {

  /**
   * What one of a role's processes is told.
   *
   * @param name of the process
   */
  Map<String, String> of(Role role, String name) {
    Map<String, String> settings = new TreeMap<>(common(role, name));
    settings.putAll(logging(name));
    switch (role) {
      case STATE_SERVICE -> settings.putAll(state(name));
      case API_GATEWAY -> settings.putAll(gateway());
      case SCHEDULER_SERVICE, CONTROLLER_SERVICE -> settings.putAll(client());
      case CLOUD_ADAPTER -> {
        settings.putAll(client());
        settings.put("quarterdeck.cloud.provider", "local");
      }
      case NODE_AGENT -> {
        settings.putAll(client());
        settings.putAll(node());
      }
    }
    return settings;
  }

  /** To a file that the role itself sets aside; only the JVM's last words go through the shell. */
  private Map<String, String> logging(String name) {
    return Map.of(
        "quarkus.log.console.enabled", "false",
        "quarkus.log.file.enabled", "true",
        "quarkus.log.file.format", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c] (%t) %s%e%n",
        "quarkus.log.file.path", data.log(name).toString(),
        "quarkus.log.file.rotation.max-file-size", "10M",
        "quarkus.log.file.rotation.max-backup-index", "3",
        "quarkus.log.file.rotation.rotate-on-boot", "false");
  }

  static String render(Map<String, String> settings) {
    StringBuilder text = new StringBuilder("# Written at each start; changes here are lost.\n");
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  private Map<String, String> common(Role role, String name) {
    Identity identity = Objects.requireNonNull(identities.roles().get(role), "every role has one");
    return Map.of(
        "quarterdeck.cluster", facts.cluster(),
        "quarterdeck.tls.ca", identity.ca().toString(),
        "quarterdeck.tls.certificate", identity.certificate().toString(),
        "quarterdeck.tls.key", identity.key().toString(),
        "quarkus.http.host", "127.0.0.1",
        "quarkus.http.port", String.valueOf(facts.healthPorts().get(name)));
  }

  private Map<String, String> kafka() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarterdeck.kafka.bootstrap-servers", stores.kafkaServers());
    stores
        .kafkaProperties()
        .ifPresent(file -> settings.put("quarterdeck.kafka.client-properties", file.toString()));
    return settings;
  }

  private Map<String, String> state(String name) {
    Map<String, String> settings = new TreeMap<>(kafka());
    settings.put("quarterdeck.state.listen-address", "127.0.0.1");
    settings.put(
        "quarterdeck.state.port",
        facts.standbyPorts().getOrDefault(name, facts.statePort()).toString());
    settings.put("quarterdeck.database.url", stores.databaseUrl());
    settings.put("quarterdeck.database.username", stores.databaseUser());
    settings.put("quarterdeck.database.password-file", stores.databasePasswordFile().toString());
    return settings;
  }

  private Map<String, String> gateway() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "quarterdeck.state.endpoint",
        facts.statePorts().stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(",")));
    settings.put("quarterdeck.gateway.listen-address", "0.0.0.0");
    settings.put("quarterdeck.gateway.port", Integer.toString(facts.apiPort()));
    settings.put("quarterdeck.gateway.advertise-address", facts.nodeIp());
    settings.put("quarterdeck.gateway.service-cidr", facts.serviceCidr());
    settings.put("quarterdeck.gateway.node-port-range", "30000-32767");
    settings.put("quarterdeck.gateway.cluster-dns", facts.clusterDns());
    settings.put(
        "quarterdeck.gateway.certificate", identities.apiServer().certificate().toString());
    settings.put("quarterdeck.gateway.key", identities.apiServer().key().toString());
    settings.put("quarterdeck.gateway.tokens-file", identities.tokens().toString());
    settings.put(
        "quarterdeck.gateway.service-account-key", identities.serviceAccountKey().toString());
    settings.put("quarterdeck.gateway.secrets-key", identities.secretsKey().toString());
    return settings;
  }

  private Map<String, String> client() {
    Map<String, String> settings = new TreeMap<>(kafka());
    settings.put("quarterdeck.api.server", "https://127.0.0.1:" + facts.apiPort());
    return settings;
  }

  private Map<String, String> node() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarterdeck.node.name", facts.nodeName());
    settings.put("quarterdeck.node.ip", facts.nodeIp());
    settings.put("quarterdeck.node.pod-cidr", facts.podCidr());
    settings.put("quarterdeck.node.service-cidr", facts.serviceCidr());
    settings.put("quarterdeck.node.cluster-dns", facts.clusterDns());
    settings.put("quarterdeck.node.cluster-domain", "cluster.local");
    settings.put("quarterdeck.node.root-dir", data.node().toString());
    settings.put("quarterdeck.node.port", Integer.toString(facts.agentPort()));
    settings.put("quarterdeck.node.images-dir", data.images().toString());
    return settings;
  }
}
