package io.quarterdeck.launcher;

import java.util.List;
import java.util.Locale;

/**
 * The services of the control plane: what each is called, who it is, and what it may take. The heap
 * follows from what the role holds; the budget is for the whole process at rest.
 */
enum Role {
  /** Holds every key with its revision, and the newest values. */
  STATE_SERVICE("quarterdeck:state-service", "quarterdeck:stores", 128, 280),
  /** Holds every object's bytes and a window of events for each resource. */
  API_GATEWAY("quarterdeck:api-gateway", "quarterdeck:roles", 160, 300),
  /** Holds pods and nodes. */
  SCHEDULER_SERVICE("system:kube-scheduler", "quarterdeck:roles", 64, 180),
  /** Holds every object that a controller looks at. */
  CONTROLLER_SERVICE("system:kube-controller-manager", "quarterdeck:roles", 96, 220),
  /** Holds nodes and services. */
  CLOUD_ADAPTER("system:cloud-controller-manager", "quarterdeck:roles", 48, 160),
  /** Holds the pods of one node, services and endpoints. */
  NODE_AGENT("", "system:nodes", 96, 220);

  private final String user;
  private final String group;
  private final int heapMebibytes;
  private final int budgetMebibytes;

  Role(String user, String group, int heapMebibytes, int budgetMebibytes) {
    this.user = user;
    this.group = group;
    this.heapMebibytes = heapMebibytes;
    this.budgetMebibytes = budgetMebibytes;
  }

  /** The name of the module, of the process in {@code status}, and of its files. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The user that the role's certificate names; a node's agent is named after the node. */
  String user(String node) {
    return this == NODE_AGENT ? "system:node:" + node : user;
  }

  String group() {
    return group;
  }

  /** The usual heap, which is the least that the role needs as well. */
  int heapMebibytes() {
    return heapMebibytes;
  }

  /** With a larger heap it may take so much more. */
  int budgetMebibytes(int heap) {
    return budgetMebibytes + heap - heapMebibytes;
  }

  /**
   * What every request passes through is compiled as well as the JVM can: its ciphers alone take
   * several times as long otherwise. The rest waits for events most of the time.
   */
  private boolean onRequestPath() {
    return this == STATE_SERVICE || this == API_GATEWAY;
  }

  /** Small heaps and one collector thread: a control plane at rest has next to nothing to do. */
  List<String> jvmFlags(int heap) {
    return List.of(
        "-Xms16m",
        "-Xmx" + heap + "m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:TieredStopAtLevel=" + (onRequestPath() ? 4 : 1),
        "-XX:ReservedCodeCacheSize=48m",
        "-XX:+ExitOnOutOfMemoryError",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-Dvertx.disableDnsResolver=true");
  }
}
