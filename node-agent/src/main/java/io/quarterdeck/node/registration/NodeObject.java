package io.quarterdeck.node.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiLevel;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The Node as its agent writes it. Pure. */
final class NodeObject {
  private static final int PODS_MAX = 110;
  private static final long MEMORY_KEPT = 100L << 20;
  private static final long MEMORY_PRESSURE = 100L << 20;
  private static final int DISK_PRESSURE_DIVISOR = 10;

  private NodeObject() {}

  /**
   * Who and where the node is.
   *
   * @param port where the gateway asks for logs
   */
  record Identity(String name, String ip, String podCidr, int port) {}

  /**
   * Whether pods can run.
   *
   * @param problem empty when they can
   */
  record RuntimeFacts(String version, String problem) {}

  /** The node at its first registration: the cloud has not looked at it yet. */
  static ApiObject create(
      Identity identity, MachineFacts facts, RuntimeFacts runtime, Instant now) {
    ApiObject node = ApiObject.create(Resources.NODES, ObjectKey.cluster(identity.name()));
    node.json().withObject("/metadata").set("labels", labels(identity, facts));
    ObjectNode spec = node.json().putObject("spec").put("podCIDR", identity.podCidr());
    spec.putArray("podCIDRs").add(identity.podCidr());
    spec.putArray("taints")
        .addObject()
        .put("key", "node.cloudprovider.kubernetes.io/uninitialized")
        .put("value", "true")
        .put("effect", "NoSchedule");
    node.json().set("status", status(identity, facts, runtime, Json.object(), now));
    return node;
  }

  static ObjectNode labels(Identity identity, MachineFacts facts) {
    return Json.object()
        .put("kubernetes.io/hostname", identity.name())
        .put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", facts.architecture())
        .put("beta.kubernetes.io/os", "linux")
        .put("beta.kubernetes.io/arch", facts.architecture());
  }

  /**
   * The status now.
   *
   * @param old the status before; its transition times hold where nothing has changed
   */
  static ObjectNode status(
      Identity identity, MachineFacts facts, RuntimeFacts runtime, JsonNode old, Instant now) {
    ObjectNode status = Json.object();
    status.set("capacity", resources(facts, facts.memoryBytes()));
    status.set("allocatable", allocatable(facts));
    status.set("conditions", conditions(facts, runtime, old.path("conditions"), now));
    ArrayNode addresses = status.putArray("addresses");
    addresses.addObject().put("type", "InternalIP").put("address", identity.ip());
    addresses.addObject().put("type", "Hostname").put("address", identity.name());
    status.putObject("daemonEndpoints").putObject("kubeletEndpoint").put("Port", identity.port());
    status.set("nodeInfo", nodeInfo(facts, runtime));
    return status;
  }

  /** What pods can have. */
  static ObjectNode allocatable(MachineFacts facts) {
    return resources(facts, Math.max(0, facts.memoryBytes() - MEMORY_KEPT));
  }

  private static ObjectNode resources(MachineFacts facts, long memory) {
    return Json.object()
        .put("cpu", Integer.toString(facts.cpus()))
        .put("ephemeral-storage", facts.diskBytes() / 1024 + "Ki")
        .put("memory", memory / 1024 + "Ki")
        .put("pods", Integer.toString(PODS_MAX));
  }

  private static ObjectNode nodeInfo(MachineFacts facts, RuntimeFacts runtime) {
    return Json.object()
        .put("machineID", facts.machineId())
        .put("systemUUID", facts.machineId())
        .put("bootID", facts.bootId())
        .put("kernelVersion", facts.kernel())
        .put("osImage", facts.osImage())
        .put("containerRuntimeVersion", "containerd://" + runtime.version())
        .put("kubeletVersion", ApiLevel.VERSION)
        .put("kubeProxyVersion", "")
        .put("operatingSystem", "linux")
        .put("architecture", facts.architecture());
  }

  private static ArrayNode conditions(
      MachineFacts facts, RuntimeFacts runtime, JsonNode old, Instant now) {
    ArrayNode conditions = Json.MAPPER.createArrayNode();
    boolean memory = facts.memoryFree() < MEMORY_PRESSURE;
    boolean disk = facts.diskFree() < facts.diskBytes() / DISK_PRESSURE_DIVISOR;
    boolean ready = runtime.problem().isEmpty();
    add(
        conditions,
        old,
        now,
        "MemoryPressure",
        memory,
        memory ? "KubeletHasInsufficientMemory" : "KubeletHasSufficientMemory",
        memory
            ? "kubelet has insufficient memory available"
            : "kubelet has sufficient memory available");
    add(
        conditions,
        old,
        now,
        "DiskPressure",
        disk,
        disk ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure",
        disk ? "kubelet has disk pressure" : "kubelet has no disk pressure");
    add(
        conditions,
        old,
        now,
        "PIDPressure",
        false,
        "KubeletHasSufficientPID",
        "kubelet has sufficient PID available");
    add(
        conditions,
        old,
        now,
        "Ready",
        ready,
        ready ? "KubeletReady" : "KubeletNotReady",
        ready ? "kubelet is posting ready status" : runtime.problem());
    return conditions;
  }

  private static void add(
      ArrayNode conditions,
      JsonNode old,
      Instant now,
      String type,
      boolean status,
      String reason,
      String message) {
    String word = status ? "True" : "False";
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String changed = time;
    for (JsonNode each : old) {
      if (each.path("type").asText().equals(type) && each.path("status").asText().equals(word)) {
        changed = each.path("lastTransitionTime").asText(time);
      }
    }
    conditions
        .addObject()
        .put("type", type)
        .put("status", word)
        .put("lastHeartbeatTime", time)
        .put("lastTransitionTime", changed)
        .put("reason", reason)
        .put("message", message);
  }

  /** Whether two statuses say the same but for the time at which they say it. */
  static boolean sameButForTime(JsonNode one, JsonNode other) {
    return timeless(one).equals(timeless(other));
  }

  private static JsonNode timeless(JsonNode status) {
    JsonNode copy = status.deepCopy();
    for (JsonNode condition : copy.path("conditions")) {
      ((ObjectNode) condition).remove("lastHeartbeatTime");
    }
    return copy;
  }
}
