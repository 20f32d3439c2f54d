package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The tables of Ingresses, their classes, and NetworkPolicies. */
public final class NetworkColumns {
  private static final int HOSTS_MAX = 3;

  public static final Columns INGRESSES =
      Columns.begin()
          .text("Class", "Who serves it.", NetworkColumns::ingressClass)
          .text("Hosts", "Some of the hosts that it is about.", NetworkColumns::hosts)
          .text("Address", "Where it is reached.", NetworkColumns::address)
          .text("Ports", "The ports.", each -> each.at("spec", "tls").isEmpty() ? "80" : "80, 443")
          .age()
          .end();

  public static final Columns INGRESS_CLASSES =
      Columns.begin()
          .text("Controller", "Who serves its Ingresses.", each -> each.text("spec", "controller"))
          .text("Parameters", "What that controller is told.", NetworkColumns::parameters)
          .age()
          .end();

  public static final Columns NETWORK_POLICIES =
      Columns.begin()
          .text(
              "Pod-Selector",
              "Which pods it is about.",
              each -> Cells.selector(each.at("spec", "podSelector")))
          .age()
          .end();

  public static final Columns SERVICE_RANGES =
      Columns.begin()
          .text("CIDRs", "The ranges.", each -> Cells.joined(each.at("spec", "cidrs")))
          .age()
          .end();

  public static final Columns ADDRESSES =
      Columns.begin().text("ParentRef", "Who has it.", NetworkColumns::parent).end();

  private NetworkColumns() {}

  private static String parent(ApiObject address) {
    JsonNode parent = address.at("spec", "parentRef");
    if (parent.isMissingNode()) {
      return Cells.NONE;
    }
    String resource = parent.path("resource").asText("");
    String group = parent.path("group").asText("");
    String namespace = parent.path("namespace").asText("");
    String type = group.isEmpty() ? resource : resource + "." + group;
    return type.toLowerCase(Locale.ROOT)
        + (namespace.isEmpty() ? "" : "/" + namespace)
        + "/"
        + parent.path("name").asText("");
  }

  private static String ingressClass(ApiObject ingress) {
    String named = ingress.text("spec", "ingressClassName");
    return Cells.orNone(
        named.isEmpty()
            ? ingress.annotations().getOrDefault("kubernetes.io/ingress.class", "")
            : named);
  }

  private static String hosts(ApiObject ingress) {
    List<String> hosts =
        ingress
            .at("spec", "rules")
            .valueStream()
            .map(rule -> rule.path("host").asText(""))
            .filter(host -> !host.isEmpty())
            .toList();
    return hosts.isEmpty() ? "*" : Cells.first(hosts, HOSTS_MAX);
  }

  private static String address(ApiObject ingress) {
    TreeSet<String> addresses = new TreeSet<>();
    for (JsonNode each : ingress.at("status", "loadBalancer", "ingress")) {
      String ip = each.path("ip").asText("");
      addresses.add(ip.isEmpty() ? each.path("hostname").asText("") : ip);
    }
    return String.join(",", addresses);
  }

  private static String parameters(ApiObject ingressClass) {
    JsonNode parameters = ingressClass.at("spec", "parameters");
    if (parameters.isMissingNode()) {
      return Cells.NONE;
    }
    String group = parameters.path("apiGroup").asText("");
    return parameters.path("kind").asText()
        + (group.isEmpty() ? "" : "." + group)
        + "/"
        + parameters.path("name").asText();
  }
}
