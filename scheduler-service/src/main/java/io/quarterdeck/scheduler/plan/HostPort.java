package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.HashSet;
import java.util.Set;

/**
 * A port of the node that a pod takes.
 *
 * @param address which of the node's addresses; {@link #ANY} is all of them
 */
public record HostPort(String address, String protocol, int port) {
  private static final String ANY = "0.0.0.0";

  /** What the containers that run as long as the pod does ask for. */
  public static Set<HostPort> of(ApiObject pod) {
    Set<HostPort> ports = new HashSet<>();
    pod.at("spec", "containers").forEach(each -> collect(each, ports));
    for (JsonNode container : pod.at("spec", "initContainers")) {
      if (container.path("restartPolicy").asText().equals("Always")) {
        collect(container, ports);
      }
    }
    return ports;
  }

  public boolean conflictsWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (address.equals(other.address) || address.equals(ANY) || other.address.equals(ANY));
  }

  private static void collect(JsonNode container, Set<HostPort> ports) {
    for (JsonNode port : container.path("ports")) {
      int number = port.path("hostPort").asInt();
      if (number > 0) {
        String address = port.path("hostIP").asText("");
        ports.add(
            new HostPort(
                address.isEmpty() ? ANY : address, port.path("protocol").asText("TCP"), number));
      }
    }
  }
}
