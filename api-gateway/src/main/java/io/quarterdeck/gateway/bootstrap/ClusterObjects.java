package io.quarterdeck.gateway.bootstrap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.allocation.ServiceRange;
import io.quarterdeck.gateway.flow.BuiltInFlow;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Names;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.PriorityClassStrategy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The objects that every cluster has from its first moment. Pure. */
final class ClusterObjects {
  private static final int HTTPS = 443;
  private static final int DNS = 53;
  private static final ObjectKey KUBERNETES = new ObjectKey("default", "kubernetes");

  private ClusterObjects() {}

  /** An object and what it is one of. */
  record Wanted(ResourceType type, ApiObject object) {}

  static List<Wanted> of(String serviceCidr, String clusterDns, String advertise, int port) {
    List<Wanted> wanted = new ArrayList<>();
    wanted.add(new Wanted(Resources.SERVICE_CIDRS, serviceRange(serviceCidr)));
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      wanted.add(
          new Wanted(
              Resources.NAMESPACES,
              ApiObject.create(Resources.NAMESPACES, new ObjectKey("", name))));
    }
    wanted.add(new Wanted(Resources.SERVICES, kubernetes(ServiceRange.first(serviceCidr), port)));
    wanted.add(new Wanted(Resources.ENDPOINT_SLICES, endpoints(advertise, port)));
    wanted.add(new Wanted(Resources.SERVICES, dns(clusterDns)));
    PriorityClassStrategy.OF_THE_SYSTEM.forEach(
        (name, value) ->
            wanted.add(new Wanted(PriorityClassStrategy.TYPE, priorityClass(name, value))));
    BuiltInFlow.levels().forEach(it -> wanted.add(new Wanted(BuiltInFlow.LEVELS, it)));
    BuiltInFlow.schemas().forEach(it -> wanted.add(new Wanted(BuiltInFlow.SCHEMAS, it)));
    return wanted;
  }

  private static ApiObject serviceRange(String cidr) {
    ApiObject range =
        ApiObject.create(Resources.SERVICE_CIDRS, ObjectKey.cluster(ServiceRange.NAME));
    range.json().putObject("spec").putArray("cidrs").add(cidr);
    return range;
  }

  private static ApiObject priorityClass(String name, int value) {
    ApiObject priorityClass = ApiObject.create(PriorityClassStrategy.TYPE, new ObjectKey("", name));
    priorityClass
        .json()
        .put("value", value)
        .put("description", "For pods that the cluster or a node cannot do without.");
    return priorityClass;
  }

  private static ApiObject kubernetes(String address, int port) {
    ApiObject service = ApiObject.create(Resources.SERVICES, KUBERNETES);
    ObjectNode metadata = service.json().withObject("/metadata");
    metadata.putObject("labels").put("component", "apiserver").put("provider", "kubernetes");
    ObjectNode spec = service.json().putObject("spec").put("clusterIP", address);
    addPort(spec, "https", "TCP", HTTPS, port);
    return service;
  }

  /** Nobody is told of a loopback address, which leads no pod here. */
  private static ApiObject endpoints(String advertise, int port) {
    ApiObject slice = ApiObject.create(Resources.ENDPOINT_SLICES, KUBERNETES);
    slice
        .json()
        .withObject("/metadata")
        .putObject("labels")
        .put("kubernetes.io/service-name", KUBERNETES.name());
    slice.json().put("addressType", "IPv4");
    ArrayNode endpoints = slice.json().putArray("endpoints");
    if (!isLoopback(advertise)) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(advertise);
      endpoint.putObject("conditions").put("ready", true);
    }
    slice
        .json()
        .putArray("ports")
        .addObject()
        .put("name", "https")
        .put("protocol", "TCP")
        .put("port", port);
    return slice;
  }

  private static boolean isLoopback(String address) {
    return Names.ipAddress(address).isEmpty() && InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  /** Each node answers this address itself, so the Service selects nothing. */
  private static ApiObject dns(String address) {
    ApiObject service =
        ApiObject.create(Resources.SERVICES, new ObjectKey("kube-system", "kube-dns"));
    service
        .json()
        .withObject("/metadata")
        .putObject("labels")
        .put("k8s-app", "kube-dns")
        .put("kubernetes.io/cluster-service", "true")
        .put("kubernetes.io/name", "CoreDNS");
    ObjectNode spec = service.json().putObject("spec").put("clusterIP", address);
    addPort(spec, "dns", "UDP", DNS, DNS);
    addPort(spec, "dns-tcp", "TCP", DNS, DNS);
    return service;
  }

  private static void addPort(ObjectNode spec, String name, String protocol, int port, int target) {
    spec.withArray("/ports")
        .addObject()
        .put("name", name)
        .put("protocol", protocol)
        .put("port", port)
        .put("targetPort", target);
  }
}
