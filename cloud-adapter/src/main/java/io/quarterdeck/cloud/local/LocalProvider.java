package io.quarterdeck.cloud.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.cloud.Provider;
import io.quarterdeck.cloud.local.AddressPool.Port;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Machines that nobody else manages: a node is what its agent says, and a load balancer is an
 * address of a node, on which the node's own service proxy answers.
 */
public final class LocalProvider implements Provider {
  /** Where an agent says which address it was started with. */
  private static final String PROVIDED_IP = "alpha.kubernetes.io/provided-node-ip";

  private final String cluster;
  private final List<String> pool;
  private final Set<Port> reserved;

  /**
   * @param pool the addresses for load balancers; empty for those of the nodes
   * @param reservedTcpPorts ports of the nodes on which something else answers, such as the API
   */
  public LocalProvider(String cluster, List<String> pool, Set<Integer> reservedTcpPorts) {
    this.cluster = cluster;
    this.pool = List.copyOf(pool);
    this.reserved =
        Set.copyOf(reservedTcpPorts.stream().map(port -> new Port("TCP", port)).toList());
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Optional<Instance> instance(ApiObject node) {
    return Optional.of(
        new Instance("local://" + cluster + "/" + node.name(), "", "", "", addresses(node)));
  }

  @Override
  public LoadBalancer ensureLoadBalancer(
      ApiObject service, List<ApiObject> services, List<ApiObject> nodes) {
    List<String> addresses = pool.isEmpty() ? nodeAddresses(nodes) : pool;
    return AddressPool.choose(addresses, service, services, reserved)
        .<LoadBalancer>map(address -> new LoadBalancer.Ready(List.of(address)))
        .orElseGet(
            () ->
                new LoadBalancer.Unavailable(
                    "no address of this machine has all ports of the service free"));
  }

  /** The address is the service's by its status alone: nothing was made that could be left. */
  @Override
  public void deleteLoadBalancer(ApiObject service) {}

  private static List<Address> addresses(ApiObject node) {
    List<Address> addresses = new ArrayList<>();
    String provided = node.annotations().getOrDefault(PROVIDED_IP, "");
    if (!provided.isEmpty()) {
      addresses.add(new Address("InternalIP", provided));
    }
    for (JsonNode address : node.at("status", "addresses")) {
      Address known = new Address(address.path("type").asText(), address.path("address").asText());
      boolean otherInternal = !provided.isEmpty() && known.type().equals("InternalIP");
      if (!otherInternal) {
        addresses.add(known);
      }
    }
    return addresses;
  }

  private static List<String> nodeAddresses(List<ApiObject> nodes) {
    return nodes.stream()
        .flatMap(node -> addresses(node).stream())
        .filter(address -> address.type().equals("InternalIP"))
        .map(Address::address)
        .toList();
  }
}
