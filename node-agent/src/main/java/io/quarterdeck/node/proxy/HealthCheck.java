package io.quarterdeck.node.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.HealthCheckPort;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node tells a load balancer that asks whether to send it traffic of a Service. Pure.
 *
 * @param localEndpoints how many ready endpoints of the Service are on this node
 */
record HealthCheck(ObjectKey service, int localEndpoints) {
  private static final int OK = 200;
  private static final int SERVICE_UNAVAILABLE = 503;

  /** By the port at which each is asked for. */
  static SortedMap<Integer, HealthCheck> plan(
      List<ApiObject> services, List<ApiObject> slices, String node) {
    SortedMap<Integer, HealthCheck> checks = new TreeMap<>();
    for (ApiObject service : services) {
      if (HealthCheckPort.isNeeded(service.at("spec"))) {
        checks.put(
            HealthCheckPort.of(service.at("spec")),
            new HealthCheck(service.key(), ready(service, slices, node)));
      }
    }
    checks.remove(0);
    return checks;
  }

  private static int ready(ApiObject service, List<ApiObject> slices, String node) {
    return (int)
        slices.stream()
            .filter(slice -> slice.namespace().equals(service.namespace()))
            .filter(slice -> Endpoint.serviceOf(slice).equals(service.name()))
            .flatMap(slice -> Endpoint.of(slice).stream())
            .filter(endpoint -> endpoint.ready() && endpoint.node().equals(node))
            .map(Endpoint::address)
            .distinct()
            .count();
  }

  int status() {
    return localEndpoints > 0 ? OK : SERVICE_UNAVAILABLE;
  }

  /** As kube-proxy answers it. */
  String body() {
    ObjectNode body = Json.object();
    body.putObject("service").put("namespace", service.namespace()).put("name", service.name());
    body.put("localEndpoints", localEndpoints).put("serviceProxyHealthy", true);
    return body.toString();
  }
}
