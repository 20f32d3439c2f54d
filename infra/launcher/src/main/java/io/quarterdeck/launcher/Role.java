package io.quarterdeck.launcher;

import io.quarterdeck.stores.RoleFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The services of the control plane: what each is called, who it is, and what it may take. The heap
 * follows from what the role holds: so much at least, and a part of the machine's memory where that
 * is more, since the objects of a large cluster have to fit. The budget is for the whole process at
 * rest, which the size of the machine does not change.
 */
enum Role {
  /** Holds every key with its revision, and the newest values. */
  STATE_SERVICE("quarterdeck:state-service", "quarterdeck:stores", 256, 16, 320),
  /** Holds every object's bytes and a window of events for each resource. */
  API_GATEWAY("quarterdeck:api-gateway", "quarterdeck:roles", 256, 16, 300),
  /** Holds pods and nodes. */
  SCHEDULER_SERVICE("system:kube-scheduler", "quarterdeck:roles", 64, 64, 180),
  /** Holds every object that a controller looks at. */
  CONTROLLER_SERVICE("system:kube-controller-manager", "quarterdeck:roles", 96, 32, 220),
  /** Holds nodes and services. */
  CLOUD_ADAPTER("system:cloud-controller-manager", "quarterdeck:roles", 48, 64, 160),
  /** Holds the pods of one node, services and endpoints. */
  NODE_AGENT("", "system:nodes", 96, 64, 220);

  /** More is for whoever asks for it. */
  private static final int USUAL_HEAP_MAX = 4096;

  private final String user;
  private final String group;
  private final int leastHeapMebibytes;
  private final int partOfMemory;
  private final int budgetMebibytes;

  Role(String user, String group, int leastHeap, int partOfMemory, int budgetMebibytes) {
    this.user = user;
    this.group = group;
    this.leastHeapMebibytes = leastHeap;
    this.partOfMemory = partOfMemory;
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

  int leastHeapMebibytes() {
    return leastHeapMebibytes;
  }

  /** What the role gets here unless a user asks for another size. */
  int usualHeapMebibytes() {
    return usualHeapMebibytes(Memory.ofMachineMebibytes());
  }

  int usualHeapMebibytes(long machineMebibytes) {
    long part = Math.min(machineMebibytes / partOfMemory, USUAL_HEAP_MAX);
    return (int) Math.max(part, leastHeapMebibytes);
  }

  /** With a larger heap than the usual one it may take so much more. */
  int budgetMebibytes(int heap) {
    return budgetMebibytes + Math.max(heap - usualHeapMebibytes(), 0);
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
