package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** The tables of Services and their endpoints. */
public final class ServiceColumns {
  private static final int SHOWN_MAX = 3;

  public static final Columns SERVICES =
      Columns.begin()
          .text("Type", "How the Service is reached.", each -> each.text("spec", "type"))
          .text(
              "Cluster-IP",
              "The address in the cluster.",
              each -> Cells.orNone(each.text("spec", "clusterIP")))
          .text("External-IP", "The address outside.", ServiceColumns::external)
          .text("Port(s)", "The ports, with those of the nodes.", ServiceColumns::ports)
          .age()
          .wide("Selector", "Which pods are behind it.", ServiceColumns::selector)
          .end();

  public static final Columns ENDPOINT_SLICES =
      Columns.begin()
          .text("AddressType", "What kind of addresses.", each -> each.text("addressType"))
          .text("Ports", "The ports of each endpoint.", ServiceColumns::slicePorts)
          .text("Endpoints", "Some of the addresses.", ServiceColumns::endpoints)
          .age()
          .end();

  public static final Columns ENDPOINTS =
      Columns.begin()
          .text("Endpoints", "Some of the addresses with their ports.", ServiceColumns::addresses)
          .age()
          .end();

  private ServiceColumns() {}

  private static String addresses(ApiObject endpoints) {
    if (endpoints.at("subsets").isEmpty()) {
      return Cells.NONE;
    }
    List<String> all = new ArrayList<>();
    for (JsonNode subset : endpoints.at("subsets")) {
      // Those without a port are shown without one; nothing could be reached there.
      if (subset.path("ports").isEmpty()) {
        subset.path("addresses").forEach(each -> all.add(each.path("ip").asText()));
      }
      for (JsonNode port : subset.path("ports")) {
        for (JsonNode address : subset.path("addresses")) {
          all.add(hostPort(address.path("ip").asText(), port.path("port").asInt()));
        }
      }
    }
    return Cells.first(all, SHOWN_MAX);
  }

  private static String hostPort(String ip, int port) {
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
  }

  private static String external(ApiObject service) {
    List<String> addresses = new ArrayList<>();
    String type = service.text("spec", "type");
    if (type.equals("ExternalName")) {
      return service.text("spec", "externalName");
    }
    if (type.equals("LoadBalancer")) {
      for (JsonNode ingress : service.at("status", "loadBalancer", "ingress")) {
        String ip = ingress.path("ip").asText("");
        addresses.add(ip.isEmpty() ? ingress.path("hostname").asText("") : ip);
      }
    }
    service.at("spec", "externalIPs").forEach(each -> addresses.add(each.asText()));
    if (addresses.isEmpty()) {
      return type.equals("LoadBalancer") ? "<pending>" : "<none>";
    }
    return String.join(",", addresses);
  }

  private static String ports(ApiObject service) {
    StringJoiner ports = new StringJoiner(",");
    ports.setEmptyValue("<none>");
    for (JsonNode port : service.at("spec", "ports")) {
      String node = port.path("nodePort").asInt() > 0 ? ":" + port.path("nodePort").asInt() : "";
      ports.add(port.path("port").asText() + node + "/" + port.path("protocol").asText("TCP"));
    }
    return ports.toString();
  }

  private static String selector(ApiObject service) {
    String selector = LabelSelector.ofMap(service.at("spec", "selector")).toString();
    return Cells.orNone(selector);
  }

  private static String slicePorts(ApiObject slice) {
    return shortened(slice.at("ports"), port -> port.path("port").asText("*"));
  }

  private static String endpoints(ApiObject slice) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode endpoint : slice.at("endpoints")) {
      endpoint.path("addresses").forEach(each -> addresses.add(each.asText()));
    }
    return shortened(addresses);
  }

  private static String shortened(JsonNode list, Function<JsonNode, String> text) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(text.apply(each)));
    return shortened(texts);
  }

  private static String shortened(List<String> texts) {
    return texts.isEmpty() ? Cells.UNSET : Cells.first(texts, SHOWN_MAX);
  }
}
