package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.HealthCheckPort;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a Service holds of the cluster's addresses and ports. Pure. */
record ServiceHoldings(Set<Allocation> all) {
  static final ServiceHoldings NONE = new ServiceHoldings(Set.of());

  private static final String TCP = "TCP";

  static ServiceHoldings of(ApiObject service) {
    Set<Allocation> all = new LinkedHashSet<>();
    String address = service.text("spec", "clusterIP");
    if (!address.isEmpty() && !address.equals("None")) {
      all.add(Allocation.address(address));
    }
    for (JsonNode port : service.at("spec", "ports")) {
      if (port.path("nodePort").asInt() > 0) {
        all.add(nodePort(port, port.path("nodePort").asInt()));
      }
    }
    int healthCheck = HealthCheckPort.of(service.at("spec"));
    if (healthCheck > 0) {
      all.add(Allocation.healthCheck(healthCheck));
    }
    return new ServiceHoldings(all);
  }

  /** That number for a port of a Service. */
  static Allocation nodePort(JsonNode port, int number) {
    return Allocation.nodePort(port.path("protocol").asText(TCP), number);
  }

  boolean has(Allocation allocation) {
    return all.contains(allocation);
  }
}
