package io.quarterdeck.node.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One port of a Service with all that decides who reaches it and where it leads. */
record ServicePort(
    String namespace,
    String service,
    String portName,
    Protocol protocol,
    int port,
    int nodePort,
    List<String> clusterIps,
    List<String> externalIps,
    List<String> loadBalancerIps,
    List<String> sourceRanges,
    Duration affinity,
    boolean internalLocal,
    boolean externalLocal) {

  private static final int AFFINITY_SECONDS_DEFAULT = 10_800;

  /** The ports to be proxied: none for headless services and those that are only a name. */
  static List<ServicePort> of(ApiObject service) {
    List<ServicePort> ports = new ArrayList<>();
    List<String> clusterIps = ipv4(service.at("spec", "clusterIPs"));
    if (service.text("spec", "type").equals("ExternalName") || clusterIps.isEmpty()) {
      return ports;
    }
    for (JsonNode port : service.at("spec", "ports")) {
      ports.add(
          new ServicePort(
              service.namespace(),
              service.name(),
              port.path("name").asText(""),
              Protocol.valueOf(port.path("protocol").asText("TCP")),
              port.path("port").asInt(),
              port.path("nodePort").asInt(0),
              clusterIps,
              ipv4(service.at("spec", "externalIPs")),
              loadBalancerIps(service),
              ipv4(service.at("spec", "loadBalancerSourceRanges")),
              affinity(service),
              service.text("spec", "internalTrafficPolicy").equals("Local"),
              service.text("spec", "externalTrafficPolicy").equals("Local")));
    }
    return ports;
  }

  private static Duration affinity(ApiObject service) {
    if (!service.text("spec", "sessionAffinity").equals("ClientIP")) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(
        service.integer(
            AFFINITY_SECONDS_DEFAULT,
            "spec",
            "sessionAffinityConfig",
            "clientIP",
            "timeoutSeconds"));
  }

  private static List<String> loadBalancerIps(ApiObject service) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode ingress : service.at("status", "loadBalancer", "ingress")) {
      String address = ingress.path("ip").asText("");
      // In mode Proxy the balancer wants the traffic to pass through it even from inside.
      if (isIpv4(address) && !ingress.path("ipMode").asText("VIP").equals("Proxy")) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private static List<String> ipv4(JsonNode list) {
    List<String> addresses = new ArrayList<>();
    list.forEach(
        each -> {
          if (isIpv4(each.asText())) {
            addresses.add(each.asText());
          }
        });
    return addresses;
  }

  private static boolean isIpv4(String address) {
    return !address.isEmpty() && address.indexOf(':') < 0 && Character.isDigit(address.charAt(0));
  }
}
