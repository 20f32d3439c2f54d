package io.quarterdeck.gateway.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Finds out where a proxied request goes. Pure. */
final class Targets {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int PORT_MAX = 65_535;

  private Targets() {}

  /** A port of a pod: the first that it declares where none is asked for. */
  static Target pod(ProxyName asked, ApiObject pod) {
    String address = ProxyableAddress.require(podAddress(pod));
    String port = asked.port().isEmpty() ? firstPort(pod) : asked.port();
    return Target.open(asked.isSecure(), address, port(asked, port));
  }

  private static String podAddress(ApiObject pod) {
    String first = pod.at("status", "podIPs").path(0).path("ip").asText();
    return first.isEmpty() ? pod.text("status", "podIP") : first;
  }

  private static String firstPort(ApiObject pod) {
    for (JsonNode container : pod.at("spec", "containers")) {
      JsonNode first = container.path("ports").path(0);
      if (!first.isMissingNode()) {
        return first.path("containerPort").asText();
      }
    }
    return "";
  }

  /**
   * One of the endpoints of a service that are ready, by chance. Only addresses that are those of
   * pods count: whoever may write endpoints could send the gateway anywhere otherwise.
   *
   * @param slices those of the service
   */
  static Target service(
      ProxyName asked,
      ApiObject service,
      List<ApiObject> slices,
      Function<ObjectKey, Optional<ApiObject>> pods,
      RandomGenerator random) {
    String port = portName(asked, service);
    List<Target> found = new ArrayList<>();
    for (ApiObject slice : slices) {
      int number = number(slice, port);
      for (JsonNode endpoint : slice.at("endpoints")) {
        String address = endpoint.path("addresses").path(0).asText();
        if (number > 0 && isReady(endpoint) && isOfPod(endpoint, address, service, pods)) {
          found.add(Target.open(asked.isSecure(), address, number));
        }
      }
    }
    if (found.isEmpty()) {
      throw unavailable("no endpoints available for service \"" + asked.name() + "\"");
    }
    return found.get(random.nextInt(found.size()));
  }

  /** A number is a port of the service, and stands for the name that it has there. */
  private static String portName(ProxyName asked, ApiObject service) {
    if (!asked.port().matches("[0-9]+")) {
      return asked.port();
    }
    for (JsonNode each : service.at("spec", "ports")) {
      if (each.path("port").asText().equals(asked.port())) {
        return each.path("name").asText();
      }
    }
    throw unavailable(
        "no service port " + asked.port() + " found for service \"" + asked.name() + "\"");
  }

  private static int number(ApiObject slice, String portName) {
    for (JsonNode each : slice.at("ports")) {
      if (each.path("name").asText().equals(portName)) {
        return each.path("port").asInt();
      }
    }
    return 0;
  }

  private static boolean isReady(JsonNode endpoint) {
    return endpoint.path("conditions").path("ready").asBoolean(true);
  }

  private static boolean isOfPod(
      JsonNode endpoint,
      String address,
      ApiObject service,
      Function<ObjectKey, Optional<ApiObject>> pods) {
    JsonNode ref = endpoint.path("targetRef");
    if (!ref.path("kind").asText().equals("Pod") || !ProxyableAddress.isAllowed(address)) {
      return false;
    }
    return pods.apply(new ObjectKey(service.namespace(), ref.path("name").asText()))
        .filter(pod -> hasAddress(pod, address))
        .isPresent();
  }

  private static boolean hasAddress(ApiObject pod, String address) {
    for (JsonNode each : pod.at("status", "podIPs")) {
      if (each.path("ip").asText().equals(address)) {
        return true;
      }
    }
    return pod.text("status", "podIP").equals(address);
  }

  /** The kubelet of a node, or another port of its machine. */
  static Target node(ProxyName asked, String address, int kubeletPort) {
    if (asked.port().isEmpty() || asked.port().equals(Integer.toString(kubeletPort))) {
      return new Target(true, address, kubeletPort, Target.Trust.NODE);
    }
    return Target.open(
        asked.isSecure(), ProxyableAddress.require(address), port(asked, asked.port()));
  }

  private static int port(ProxyName asked, String text) {
    if (text.isEmpty()) {
      return asked.isSecure() ? HTTPS : HTTP;
    }
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > PORT_MAX) {
      throw unavailable("error trying to reach service: unknown port " + text);
    }
    return port;
  }

  private static RuntimeException unavailable(String message) {
    return Failures.unreachable(message);
  }
}
