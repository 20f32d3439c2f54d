package io.quarterdeck.node.dns;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Derives the cluster's names from its Services and EndpointSlices, as version 1.1.0 of the
 * Kubernetes DNS specification lays them down. Pure.
 */
final class ZonePlanner {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String SPECIFICATION_VERSION = "1.1.0";

  private final String domain;
  private final ClusterZone.Builder zone;

  private ZonePlanner(String domain) {
    this.domain = domain;
    this.zone = ClusterZone.builder(domain);
  }

  static ClusterZone plan(List<ApiObject> services, List<ApiObject> slices, String domain) {
    Map<ObjectKey, List<ApiObject>> slicesOf = new HashMap<>();
    for (ApiObject slice : slices) {
      ObjectKey service =
          new ObjectKey(slice.namespace(), slice.labels().getOrDefault(SERVICE_NAME, ""));
      slicesOf.computeIfAbsent(service, key -> new ArrayList<>()).add(slice);
    }
    ZonePlanner planner = new ZonePlanner(domain);
    planner.zone.add("dns-version." + domain, new ZoneRecord.Text(SPECIFICATION_VERSION));
    for (ApiObject service : services) {
      planner.service(service, slicesOf.getOrDefault(service.key(), List.of()));
    }
    return planner.zone.build();
  }

  private void service(ApiObject service, List<ApiObject> slices) {
    String name =
        String.join(".", service.name(), service.namespace(), "svc", domain)
            .toLowerCase(Locale.ROOT);
    if (service.text("spec", "type").equals("ExternalName")) {
      String target = service.text("spec", "externalName").toLowerCase(Locale.ROOT);
      zone.add(name, new ZoneRecord.Alias(withoutLastDot(target)));
    } else if (service.text("spec", "clusterIP").equals("None")) {
      // The name of a headless service is known even while nobody stands behind it.
      zone.addEmpty(name);
      zone.addEmpty(name.substring(name.indexOf('.') + 1));
      slices.forEach(slice -> headless(name, slice, publishesNotReady(service)));
    } else {
      clusterIp(name, service);
    }
  }

  private void clusterIp(String name, ApiObject service) {
    for (JsonNode each : service.at("spec", "clusterIPs")) {
      String address = each.asText();
      if (!isIpv4(address)) {
        continue;
      }
      zone.add(name, new ZoneRecord.Address(address));
      zone.add(reverse(address), new ZoneRecord.Pointer(name));
    }
    for (JsonNode port : service.at("spec", "ports")) {
      srv(name, port, name);
    }
  }

  private void headless(String name, ApiObject slice, boolean notReadyToo) {
    if (!slice.text("addressType").equals("IPv4")) {
      return;
    }
    for (JsonNode endpoint : slice.at("endpoints")) {
      if (notReadyToo || endpoint.path("conditions").path("ready").asBoolean(true)) {
        endpoint(name, slice, endpoint);
      }
    }
  }

  private void endpoint(String name, ApiObject slice, JsonNode endpoint) {
    for (JsonNode each : endpoint.path("addresses")) {
      String address = each.asText();
      String hostname = endpoint.path("hostname").asText("");
      String own = (hostname.isEmpty() ? address.replace('.', '-') : hostname) + "." + name;
      zone.add(name, new ZoneRecord.Address(address));
      zone.add(own, new ZoneRecord.Address(address));
      zone.add(reverse(address), new ZoneRecord.Pointer(own));
      for (JsonNode port : slice.at("ports")) {
        srv(name, port, own);
      }
    }
  }

  private void srv(String service, JsonNode port, String target) {
    String portName = port.path("name").asText("");
    if (portName.isEmpty()) {
      return;
    }
    String protocol = port.path("protocol").asText("TCP").toLowerCase(Locale.ROOT);
    zone.add(
        "_" + portName + "._" + protocol + "." + service,
        new ZoneRecord.Srv(port.path("port").asInt(), target));
  }

  private static boolean publishesNotReady(ApiObject service) {
    return service.at("spec", "publishNotReadyAddresses").asBoolean();
  }

  private static String reverse(String ipv4) {
    String[] parts = ipv4.split("\\.", -1);
    return String.join(".", parts[3], parts[2], parts[1], parts[0], "in-addr.arpa");
  }

  private static boolean isIpv4(String address) {
    return address.indexOf('.') > 0;
  }

  private static String withoutLastDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
