package io.quarterdeck.launcher;

import io.quarterdeck.stores.RoleFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The services of the control plane: what each is called, who it is, and what it may take. The heap
 * follows from what the role holds; the budget is for the whole process at rest.
 */
enum Role {
  /** Holds every key with its revision, and the newest values. */
  STATE_SERVICE("quarterdeck:state-service", "quarterdeck:stores", 256, 320),
  /** Holds every object's bytes and a window of events for each resource. */
  API_GATEWAY("quarterdeck:api-gateway", "quarterdeck:roles", 256, 300),
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

  private boolean onRequestPath() {
    return this == STATE_SERVICE || this == API_GATEWAY;
  }

  List<String> jvmFlags(int heap) {
    List<String> flags = new ArrayList<>(RoleFlags.of(heap, onRequestPath()));
    flags.add("--sun-misc-unsafe-memory-access=allow");
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("-Dvertx.disableDnsResolver=true");
    return flags;
  }
}
