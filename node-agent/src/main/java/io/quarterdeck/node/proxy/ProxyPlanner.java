package io.quarterdeck.node.proxy;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.proxy.ProxyRules.Backend;
import io.quarterdeck.node.proxy.ProxyRules.Chain;
import io.quarterdeck.node.proxy.ProxyRules.Destination;
import io.quarterdeck.node.proxy.ProxyRules.Masquerade;
import io.quarterdeck.node.proxy.ProxyRules.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Decides what a node's proxy does from the cluster's Services and EndpointSlices. Pure. */
final class ProxyPlanner {
  private final String node;
  private final Set<String> servedHere;
  private final SortedMap<Destination, Verdict> addresses = new TreeMap<>();
  private final SortedMap<Destination, Verdict> nodePorts = new TreeMap<>();
  private final List<Chain> chains = new ArrayList<>();

  private ProxyPlanner(String node, Set<String> servedHere) {
    this.node = node;
    this.servedHere = servedHere;
  }

  /**
   * @param servedHere cluster IPs that a process of this node answers itself, such as the DNS
   */
  static ProxyRules plan(
      List<ApiObject> services, List<ApiObject> slices, String node, Set<String> servedHere) {
    Map<String, List<Endpoint>> endpoints = byService(slices);
    ProxyPlanner planner = new ProxyPlanner(node, servedHere);
    services.stream()
        .flatMap(service -> ServicePort.of(service).stream())
        .sorted((one, other) -> id(one).compareTo(id(other)))
        .forEach(
            port ->
                planner.add(
                    port,
                    endpoints.getOrDefault(port.namespace() + "/" + port.service(), List.of())));
    return new ProxyRules(planner.addresses, planner.nodePorts, planner.chains);
  }

  private static Map<String, List<Endpoint>> byService(List<ApiObject> slices) {
    Map<String, List<Endpoint>> endpoints = new HashMap<>();
    for (ApiObject slice : slices) {
      String service = Endpoint.serviceOf(slice);
      if (!service.isEmpty()) {
        endpoints
            .computeIfAbsent(slice.namespace() + "/" + service, key -> new ArrayList<>())
            .addAll(Endpoint.of(slice));
      }
    }
    return endpoints;
  }

  private void add(ServicePort port, List<Endpoint> serviceEndpoints) {
    List<Endpoint> endpoints =
        serviceEndpoints.stream()
            .filter(each -> each.portName().equals(port.portName()))
            .filter(each -> each.protocol() == port.protocol())
            .toList();
    addInternal(port, endpoints);
    addExternal(port, endpoints);
  }

  private void addInternal(ServicePort port, List<Endpoint> endpoints) {
    Verdict verdict =
        verdict(
            port,
            "service-" + id(port),
            endpoints,
            port.internalLocal(),
            Masquerade.FROM_OUTSIDE_PODS,
            List.of());
    for (String address : port.clusterIps()) {
      if (!servedHere.contains(address)) {
        addresses.put(new Destination(address, port.protocol(), port.port()), verdict);
      }
    }
  }

  private void addExternal(ServicePort port, List<Endpoint> endpoints) {
    boolean balanced = !port.loadBalancerIps().isEmpty();
    if (port.nodePort() == 0 && port.externalIps().isEmpty() && !balanced) {
      return;
    }
    Masquerade masquerade = port.externalLocal() ? Masquerade.NEVER : Masquerade.ALWAYS;
    if (port.nodePort() != 0 || !port.externalIps().isEmpty()) {
      Verdict open =
          verdict(
              port, "external-" + id(port), endpoints, port.externalLocal(), masquerade, List.of());
      if (port.nodePort() != 0) {
        nodePorts.put(new Destination("", port.protocol(), port.nodePort()), open);
      }
      for (String address : port.externalIps()) {
        addresses.put(new Destination(address, port.protocol(), port.port()), open);
      }
    }
    if (balanced) {
      Verdict filtered =
          verdict(
              port,
              "balanced-" + id(port),
              endpoints,
              port.externalLocal(),
              masquerade,
              port.sourceRanges());
      for (String address : port.loadBalancerIps()) {
        addresses.put(new Destination(address, port.protocol(), port.port()), filtered);
      }
    }
  }

  private Verdict verdict(
      ServicePort port,
      String chain,
      List<Endpoint> endpoints,
      boolean onlyLocal,
      Masquerade masquerade,
      List<String> sourceRanges) {
    List<Endpoint> anywhere = usable(endpoints);
    if (anywhere.isEmpty()) {
      return new Verdict.Reject();
    }
    List<Endpoint> chosen =
        onlyLocal
            ? usable(endpoints.stream().filter(each -> each.node().equals(node)).toList())
            : anywhere;
    if (chosen.isEmpty()) {
      return new Verdict.Drop();
    }
    List<Backend> backends =
        chosen.stream()
            .map(each -> new Backend(each.address(), each.port()))
            .distinct()
            .sorted(
                (one, other) ->
                    (one.address() + " " + one.port())
                        .compareTo(other.address() + " " + other.port()))
            .toList();
    chains.add(
        new Chain(chain, port.protocol(), backends, masquerade, port.affinity(), sourceRanges));
    return new Verdict.Forward(chain);
  }

  /** The ready endpoints; where there are none, those that still serve while they terminate. */
  private static List<Endpoint> usable(List<Endpoint> endpoints) {
    List<Endpoint> ready = matching(endpoints, Endpoint::ready);
    return ready.isEmpty()
        ? matching(endpoints, each -> each.serving() && each.terminating())
        : ready;
  }

  private static List<Endpoint> matching(List<Endpoint> endpoints, Predicate<Endpoint> predicate) {
    return endpoints.stream().filter(predicate).toList();
  }

  /** Names may hold every character that nftables lets a chain's name hold: they need no hash. */
  private static String id(ServicePort port) {
    return String.join(
        "/",
        port.namespace(),
        port.service(),
        port.protocol().keyword(),
        port.portName().isEmpty() ? Integer.toString(port.port()) : port.portName());
  }
}
