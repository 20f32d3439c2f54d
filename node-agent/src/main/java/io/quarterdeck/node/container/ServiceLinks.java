package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The variables by which a container finds Services: always the API itself, and the Services of its
 * own namespace unless the pod wants no links. Pure.
 */
final class ServiceLinks {
  private static final ObjectKey API = new ObjectKey("default", "kubernetes");

  private final Map<String, String> variables = new LinkedHashMap<>();

  private ServiceLinks() {}

  /** A Service of the pod's namespace goes before the API where both have the same name. */
  static Map<String, String> of(ApiObject pod, List<ApiObject> services) {
    boolean wanted = pod.at("spec", "enableServiceLinks").asBoolean(true);
    ServiceLinks links = new ServiceLinks();
    services.stream().filter(each -> each.key().equals(API)).forEach(links::add);
    services.stream()
        .filter(each -> wanted && each.namespace().equals(pod.namespace()))
        .forEach(links::add);
    return links.variables;
  }

  private void add(ApiObject service) {
    String ip = service.text("spec", "clusterIP");
    JsonNode ports = service.at("spec", "ports");
    if (ip.isEmpty() || ip.equals("None") || ports.isEmpty()) {
      return;
    }
    String name = variable(service.name());
    variables.put(name + "_SERVICE_HOST", ip);
    variables.put(name + "_SERVICE_PORT", ports.path(0).path("port").asText());
    for (JsonNode each : ports) {
      String portName = each.path("name").asText("");
      if (!portName.isEmpty()) {
        variables.put(name + "_SERVICE_PORT_" + variable(portName), each.path("port").asText());
      }
    }
    variables.put(name + "_PORT", url(ip, ports.path(0)));
    ports.forEach(each -> addPort(name, ip, each));
  }

  private void addPort(String service, String ip, JsonNode port) {
    String number = port.path("port").asText();
    String protocol = protocol(port);
    String prefix = service + "_PORT_" + number + "_" + protocol;
    variables.put(prefix, url(ip, port));
    variables.put(prefix + "_PROTO", protocol.toLowerCase(Locale.ROOT));
    variables.put(prefix + "_PORT", number);
    variables.put(prefix + "_ADDR", ip);
  }

  private static String url(String ip, JsonNode port) {
    return protocol(port).toLowerCase(Locale.ROOT) + "://" + ip + ":" + port.path("port").asText();
  }

  private static String protocol(JsonNode port) {
    return port.path("protocol").asText("TCP");
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
