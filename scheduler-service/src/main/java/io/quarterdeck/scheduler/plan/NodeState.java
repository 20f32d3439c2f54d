package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A node with what the pods on it have taken of it.
 *
 * @param pods those that have not ended
 * @param requested what they request
 * @param presumed the same, where a container that requests no CPU or memory counts as a small one
 */
public record NodeState(
    ApiObject node,
    List<ApiObject> pods,
    Map<String, Quantity> allocatable,
    Map<String, Quantity> requested,
    Map<String, Quantity> presumed,
    Set<HostPort> hostPorts) {

  /** Adds up the pods of a node; those that have ended take nothing. */
  public static NodeState of(ApiObject node, Collection<ApiObject> pods) {
    List<ApiObject> present = pods.stream().filter(pod -> !hasEnded(pod)).toList();
    Map<String, Quantity> requested = new TreeMap<>();
    Map<String, Quantity> presumed = new TreeMap<>();
    Set<HostPort> ports = new HashSet<>();
    for (ApiObject pod : present) {
      PodRequests.add(requested, PodRequests.of(pod));
      PodRequests.add(presumed, PodRequests.presumed(pod));
      ports.addAll(HostPort.of(pod));
    }
    return new NodeState(
        node,
        present,
        PodRequests.quantities(node.at("status", "allocatable")),
        requested,
        presumed,
        ports);
  }

  public static boolean hasEnded(ApiObject pod) {
    String phase = pod.text("status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  public Quantity free(String resource) {
    return allocatable
        .getOrDefault(resource, Quantity.ZERO)
        .minus(requested.getOrDefault(resource, Quantity.ZERO));
  }
}
