package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of endpoints: of the type that is asked for, and such that others reach them. */
final class EndpointAddresses {
  private EndpointAddresses() {}

  /** Checks an element of a list; of a type that nobody knows, anything is right. */
  static void ofType(String type, JsonNode address, String list, int index, Problems problems) {
    String at = list + "[" + index + "]";
    switch (type) {
      case "IPv4", "IPv6" -> ofFamily(type, address, list, at, problems);
      case "FQDN" -> domain(address.asText(), at, problems);
      default -> {
        // The schema refuses it.
      }
    }
  }

  private static void ofFamily(
      String family, JsonNode address, String list, String at, Problems problems) {
    List<String> wrong = Names.ipAddress(address.asText());
    if (!wrong.isEmpty()) {
      wrong.forEach(each -> problems.invalid(at, address, each));
      return;
    }
    boolean ofFourth = InetAddress.ofLiteral(address.asText()) instanceof Inet4Address;
    if (ofFourth != family.equals("IPv4")) {
      problems.invalid(list, address, "must be an " + family + " address");
    }
    reachable(address, at, problems);
  }

  /** What is to be an address, and no node's own. */
  static void elsewhere(JsonNode address, String at, Problems problems) {
    List<String> wrong = Names.ipAddress(address.asText(""));
    wrong.forEach(each -> problems.invalid(at, address, each));
    if (wrong.isEmpty()) {
      reachable(address, at, problems);
    }
  }

  /** An address that means the same wherever it is used. */
  static void reachable(JsonNode address, String at, Problems problems) {
    InetAddress ip = InetAddress.ofLiteral(address.asText());
    if (ip.isAnyLocalAddress()) {
      problems.invalid(at, address, "may not be unspecified (" + address.asText() + ")");
    }
    if (ip.isLoopbackAddress()) {
      problems.invalid(at, address, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
    }
    if (ip.isLinkLocalAddress()) {
      problems.invalid(
          at, address, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    }
    if (ip.isMCLinkLocal()) {
      problems.invalid(
          at, address, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }
  }

  private static void domain(String text, String at, Problems problems) {
    String domain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    List<String> wrong = Names.dnsSubdomain(domain);
    if (text.isEmpty()) {
      problems.required(at, "");
    } else if (!wrong.isEmpty()) {
      problems.invalid(at, domain, String.join(",", wrong));
    } else if (!domain.contains(".")) {
      problems.invalid(
          at, domain, "should be a domain with at least two segments separated by dots");
    } else {
      Stream.of(domain.split("\\.", -1))
          .filter(label -> !Names.dnsLabel(label).isEmpty())
          .findFirst()
          .ifPresent(label -> problems.invalid(at, label, String.join(",", Names.dnsLabel(label))));
    }
  }
}
