package io.quarterdeck.controller.endpointslice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.util.Optional;

/** A Pod as an endpoint of a Service. Pure. */
final class Endpoints {
  private Endpoints() {}

  /** The Pod's address of a family; empty when it has none (yet), or has ended. */
  static Optional<String> address(ApiObject pod, String family) {
    if (Pods.isTerminal(pod)) {
      return Optional.empty();
    }
    for (JsonNode each : pod.at("status", "podIPs")) {
      String ip = each.path("ip").asText("");
      if (isOf(ip, family)) {
        return Optional.of(ip);
      }
    }
    return Optional.of(pod.text("status", "podIP")).filter(ip -> isOf(ip, family));
  }

  private static boolean isOf(String ip, String family) {
    return !ip.isEmpty() && ip.contains(":") == family.equals("IPv6");
  }

  static ObjectNode endpoint(ApiObject service, ApiObject pod, String address, String zone) {
    boolean serving = Pods.isReady(pod);
    boolean terminating = pod.isBeingDeleted();
    boolean anyway = service.at("spec", "publishNotReadyAddresses").asBoolean(false);
    ObjectNode endpoint = Json.object();
    endpoint.putArray("addresses").add(address);
    endpoint
        .putObject("conditions")
        .put("ready", anyway || (serving && !terminating))
        .put("serving", serving)
        .put("terminating", terminating);
    String hostname = pod.text("spec", "hostname");
    if (!hostname.isEmpty() && pod.text("spec", "subdomain").equals(service.name())) {
      endpoint.put("hostname", hostname);
    }
    if (!Pods.node(pod).isEmpty()) {
      endpoint.put("nodeName", Pods.node(pod));
    }
    endpoint
        .putObject("targetRef")
        .put("kind", "Pod")
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid());
    if (!zone.isEmpty()) {
      endpoint.put("zone", zone);
    }
    return endpoint;
  }

  /** The Service's ports as this Pod has them; a name that it does not know is left out. */
  static ArrayNode ports(ApiObject service, ApiObject pod) {
    ArrayNode ports = Json.MAPPER.createArrayNode();
    for (JsonNode port : service.at("spec", "ports")) {
      Optional<Integer> number = number(port, pod);
      if (number.isPresent()) {
        ObjectNode made = ports.addObject();
        made.put("name", port.path("name").asText(""));
        made.put("protocol", port.path("protocol").asText("TCP"));
        made.put("port", number.get());
        if (port.path("appProtocol").isTextual()) {
          made.put("appProtocol", port.path("appProtocol").asText());
        }
      }
    }
    return ports;
  }

  private static Optional<Integer> number(JsonNode port, ApiObject pod) {
    JsonNode target = port.path("targetPort");
    if (target.isTextual() && !target.asText().isEmpty()) {
      return named(pod, target.asText(), port.path("protocol").asText("TCP"));
    }
    return Optional.of(target.asInt(0) > 0 ? target.asInt() : port.path("port").asInt());
  }

  private static Optional<Integer> named(ApiObject pod, String name, String protocol) {
    for (JsonNode container : pod.at("spec", "containers")) {
      Optional<Integer> found = namedIn(container, name, protocol);
      if (found.isPresent()) {
        return found;
      }
    }
    for (JsonNode container : pod.at("spec", "initContainers")) {
      if (container.path("restartPolicy").asText("").equals("Always")) {
        Optional<Integer> found = namedIn(container, name, protocol);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> namedIn(JsonNode container, String name, String protocol) {
    for (JsonNode port : container.path("ports")) {
      if (port.path("name").asText("").equals(name)
          && port.path("protocol").asText("TCP").equals(protocol)) {
        return Optional.of(port.path("containerPort").asInt());
      }
    }
    return Optional.empty();
  }
}
