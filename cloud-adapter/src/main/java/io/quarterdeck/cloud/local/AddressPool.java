package io.quarterdeck.cloud.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shares a few addresses among services: two may have the same address as long as no port of theirs
 * is the same. Pure.
 */
final class AddressPool {
  private AddressPool() {}

  /**
   * The address for a service; the one that it has when that is still its to keep. Of two services
   * that have the same, the older keeps it. Empty when no address has all its ports free.
   */
  static Optional<String> choose(
      List<String> pool, ApiObject service, List<ApiObject> services, Set<Port> reserved) {
    String requested = service.text("spec", "loadBalancerIP");
    String current = address(service);
    List<String> candidates =
        requested.isEmpty()
            ? pool.stream()
                .sorted((one, other) -> Boolean.compare(other.equals(current), one.equals(current)))
                .toList()
            : pool.stream().filter(requested::equals).toList();
    return candidates.stream()
        .filter(address -> isFree(address, service, services, reserved))
        .findFirst();
  }

  /** A port of the machine, whatever listens there. */
  record Port(String protocol, int number) {}

  private static boolean isFree(
      String address, ApiObject service, List<ApiObject> services, Set<Port> reserved) {
    Set<Port> wanted = ports(service);
    if (wanted.stream().anyMatch(reserved::contains)) {
      return false;
    }
    return services.stream()
        .filter(other -> !other.uid().equals(service.uid()))
        .filter(other -> address(other).equals(address))
        .filter(other -> !address(service).equals(address) || isOlder(other, service))
        .noneMatch(other -> ports(other).stream().anyMatch(wanted::contains));
  }

  private static boolean isOlder(ApiObject one, ApiObject other) {
    int byTime =
        one.text("metadata", "creationTimestamp")
            .compareTo(other.text("metadata", "creationTimestamp"));
    return byTime != 0 ? byTime < 0 : one.uid().compareTo(other.uid()) < 0;
  }

  private static String address(ApiObject service) {
    return service.at("status", "loadBalancer", "ingress").path(0).path("ip").asText("");
  }

  private static Set<Port> ports(ApiObject service) {
    Set<Port> ports = new HashSet<>();
    for (JsonNode port : service.at("spec", "ports")) {
      ports.add(new Port(port.path("protocol").asText("TCP"), port.path("port").asInt()));
    }
    return ports;
  }
}
