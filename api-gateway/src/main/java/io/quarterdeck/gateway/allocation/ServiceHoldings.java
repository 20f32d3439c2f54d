package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a Service holds of the cluster's addresses and ports. Pure.
 *
 * @param nodePorts as {@code TCP-30080}
 */
record ServiceHoldings(Set<String> addresses, Set<String> nodePorts) {
  static ServiceHoldings of(ApiObject service) {
    Set<String> addresses = new LinkedHashSet<>();
    String address = service.text("spec", "clusterIP");
    if (!address.isEmpty() && !address.equals("None")) {
      addresses.add(address);
    }
    Set<String> ports = new LinkedHashSet<>();
    for (JsonNode port : service.at("spec", "ports")) {
      if (port.path("nodePort").asInt() > 0) {
        ports.add(nodePort(port, port.path("nodePort").asInt()));
      }
    }
    return new ServiceHoldings(addresses, ports);
  }

  /** UDP and TCP do not get in each other's way. */
  static String nodePort(JsonNode port, int number) {
    return port.path("protocol").asText("TCP") + "-" + number;
  }
}
