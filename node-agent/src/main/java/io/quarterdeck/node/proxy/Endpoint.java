package io.quarterdeck.node.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;

/** One address of a service behind one of its ports, as an EndpointSlice lists it. */
record Endpoint(
    String portName,
    Protocol protocol,
    String address,
    int port,
    String node,
    boolean ready,
    boolean serving,
    boolean terminating) {

  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  /** The name of the Service that a slice belongs to; empty when it belongs to none. */
  static String serviceOf(ApiObject slice) {
    return slice.labels().getOrDefault(SERVICE_NAME, "");
  }

  static List<Endpoint> of(ApiObject slice) {
    List<Endpoint> endpoints = new ArrayList<>();
    if (!slice.text("addressType").equals("IPv4")) {
      return endpoints;
    }
    for (JsonNode endpoint : slice.at("endpoints")) {
      for (JsonNode port : slice.at("ports")) {
        endpoints.add(of(endpoint, port));
      }
    }
    return endpoints;
  }

  private static Endpoint of(JsonNode endpoint, JsonNode port) {
    JsonNode conditions = endpoint.path("conditions");
    // An absent condition reads as ready: the API leaves the meaning of "unknown" to consumers so.
    boolean ready = conditions.path("ready").asBoolean(true);
    return new Endpoint(
        port.path("name").asText(""),
        Protocol.valueOf(port.path("protocol").asText("TCP")),
        endpoint.path("addresses").path(0).asText(),
        port.path("port").asInt(),
        endpoint.path("nodeName").asText(""),
        ready,
        conditions.path("serving").asBoolean(ready),
        conditions.path("terminating").asBoolean(false));
  }
}
