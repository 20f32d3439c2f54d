package io.quarterdeck.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The namespace of one test, with kubectl pointed at it. */
final class TestNamespace {
  private final Cluster cluster;
  private final String name = "e2e-" + UUID.randomUUID().toString().substring(0, 8);

  private TestNamespace(Cluster cluster) {
    this.cluster = cluster;
  }

  static TestNamespace create(Cluster cluster) {
    TestNamespace namespace = new TestNamespace(cluster);
    cluster.kubectl("create", "namespace", namespace.name).ok();
    Cluster.await(
        "the default service account",
        Duration.ofSeconds(30),
        () -> namespace.kubectl("get", "serviceaccount", "default").exitCode() == 0,
        () -> namespace.kubectl("get", "serviceaccounts").output());
    return namespace;
  }

  String name() {
    return name;
  }

  Command.Result kubectl(String... words) {
    return kubectlWith("", words);
  }

  Command.Result kubectlWith(String input, String... words) {
    return cluster.kubectlWith(input, here(words));
  }

  /** kubectl with more variables in its environment. */
  Command.Result kubectlIn(Map<String, String> variables, String input, String... words) {
    return cluster.kubectlIn(variables, input, here(words));
  }

  JsonNode get(String... words) {
    String[] command = new String[words.length + 2];
    System.arraycopy(words, 0, command, 0, words.length);
    command[words.length] = "-n";
    command[words.length + 1] = name;
    return cluster.get(command);
  }

  /** The command with the namespace named before any {@code --}. */
  private String[] here(String... words) {
    String[] command = new String[words.length + 2];
    command[0] = "-n";
    command[1] = name;
    System.arraycopy(words, 0, command, 2, words.length);
    return command;
  }

  void delete() {
    cluster.kubectl("delete", "namespace", name, "--timeout=90s").ok();
  }
}
