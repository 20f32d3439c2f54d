package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.quantity.Quantity;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A node with what the pods on it have taken of it.
 *
 * @param hostPorts taken ones, as {@code TCP/80}
 */
public record NodeState(
    ApiObject node,
    Map<String, Quantity> allocatable,
    Map<String, Quantity> requested,
    Set<String> hostPorts) {

  /** Adds up the pods of a node; those that have ended take nothing. */
  public static NodeState of(ApiObject node, Collection<ApiObject> pods) {
    Map<String, Quantity> requested = new TreeMap<>();
    Set<String> ports = new HashSet<>();
    for (ApiObject pod : pods) {
      if (!hasEnded(pod)) {
        PodRequests.add(requested, PodRequests.of(pod));
        ports.addAll(hostPorts(pod));
      }
    }
    return new NodeState(
        node, PodRequests.quantities(node.at("status", "allocatable")), requested, ports);
  }

  public static boolean hasEnded(ApiObject pod) {
    String phase = pod.text("status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  static Set<String> hostPorts(ApiObject pod) {
    Set<String> ports = new HashSet<>();
    for (JsonNode container : pod.at("spec", "containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.path("hostPort").asInt() > 0) {
          ports.add(port.path("protocol").asText("TCP") + "/" + port.path("hostPort").asInt());
        }
      }
    }
    return ports;
  }

  Quantity free(String resource) {
    return allocatable
        .getOrDefault(resource, Quantity.ZERO)
        .minus(requested.getOrDefault(resource, Quantity.ZERO));
  }
}
