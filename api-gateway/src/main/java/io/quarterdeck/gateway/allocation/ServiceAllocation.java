package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.state.api.StateKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives Services their cluster IPs and node ports. What a Service gets is chosen by what this
 * gateway knows to be free, and becomes its own by a key in the same transaction as the Service: of
 * two that want the same, one is refused and chooses again.
 */
@ApplicationScoped
public class ServiceAllocation {
  private static final String ADDRESSES = "serviceips";
  private static final String NODE_PORTS = "nodeports";
  private static final String NO_ADDRESS = "None";

  private final Caches caches;
  private final Ipv4Range addresses;
  private final PortRange ports;
  private final SecureRandom random = new SecureRandom();

  ServiceAllocation(Caches caches, GatewayConfig config) {
    this.caches = caches;
    this.addresses = Ipv4Range.parse(config.serviceCidr());
    this.ports = PortRange.parse(config.nodePortRange());
  }

  /** The changes of allocations that go along with a change of their Service. */
  public record Moved(List<Change> changes) {}

  /** Completes a new Service; returns what makes the allocations its own. */
  public List<Change> reserve(Kind kind, ApiObject service) {
    if (!kind.type().equals(Resources.SERVICES)) {
      return List.of();
    }
    assign(service, new ServiceHoldings(Set.of(), Set.of()));
    return moves(service, new ServiceHoldings(Set.of(), Set.of()), ServiceHoldings.of(service));
  }

  /** Completes the next version of a Service; returns what it takes and what it gives back. */
  public Moved move(Kind kind, ApiObject next, ApiObject old) {
    if (!kind.type().equals(Resources.SERVICES)) {
      return new Moved(List.of());
    }
    keep(next, old);
    ServiceHoldings before = ServiceHoldings.of(old);
    assign(next, before);
    return new Moved(moves(next, before, ServiceHoldings.of(next)));
  }

  /** What a Service that goes gives back. */
  public List<Change> release(Kind kind, ApiObject service) {
    return kind.type().equals(Resources.SERVICES)
        ? moves(service, ServiceHoldings.of(service), new ServiceHoldings(Set.of(), Set.of()))
        : List.of();
  }

  /** An update that leaves out what was allocated keeps it, unless the type no longer has it. */
  private static void keep(ApiObject next, ApiObject old) {
    ObjectNode spec = next.json().withObject("/spec");
    if (hasAddress(next) && hasAddress(old) && next.text("spec", "clusterIP").isEmpty()) {
      spec.set("clusterIP", old.at("spec", "clusterIP"));
    }
    boolean sameType = next.text("spec", "type").equals(old.text("spec", "type"));
    if (!hasAddress(next) && hasAddress(old) && sameAddress(next, old)) {
      spec.remove(List.of("clusterIP", "clusterIPs"));
    }
    for (JsonNode port : spec.path("ports")) {
      JsonNode before = samePort(port, old);
      int number = before.path("nodePort").asInt();
      if (hasNodePorts(next) && port.path("nodePort").asInt() == 0 && number > 0) {
        ((ObjectNode) port).put("nodePort", number);
      } else if (!hasNodePorts(next) && !sameType && port.path("nodePort").asInt() == number) {
        ((ObjectNode) port).remove("nodePort");
      }
    }
  }

  private static boolean sameAddress(ApiObject next, ApiObject old) {
    return next.text("spec", "clusterIP").equals(old.text("spec", "clusterIP"));
  }

  private static JsonNode samePort(JsonNode port, ApiObject old) {
    for (JsonNode each : old.at("spec", "ports")) {
      if (each.path("port").asInt() == port.path("port").asInt()
          && each.path("protocol").asText("TCP").equals(port.path("protocol").asText("TCP"))) {
        return each;
      }
    }
    return Json.object();
  }

  private static boolean hasAddress(ApiObject service) {
    return !service.text("spec", "type").equals("ExternalName");
  }

  private static boolean hasNodePorts(ApiObject service) {
    return switch (service.text("spec", "type")) {
      case "NodePort" -> true;
      case "LoadBalancer" -> service.at("spec", "allocateLoadBalancerNodePorts").asBoolean(true);
      default -> false;
    };
  }

  private void assign(ApiObject service, ServiceHoldings own) {
    Set<String> takenAddresses = new HashSet<>();
    Set<String> takenPorts = new HashSet<>();
    for (Item item : caches.of(Resources.SERVICES).snapshot("").items()) {
      if (!item.key().equals(service.key())) {
        ServiceHoldings holdings = ServiceHoldings.of(item.object());
        takenAddresses.addAll(holdings.addresses());
        takenPorts.addAll(holdings.nodePorts());
      }
    }
    List<FieldError> errors = new ArrayList<>();
    if (hasAddress(service)) {
      assignAddress(service, own, takenAddresses, errors);
    }
    assignPorts(service, own, takenPorts, errors);
    if (!errors.isEmpty()) {
      throw Failures.invalid(Resources.SERVICES, service.name(), errors);
    }
  }

  private void assignAddress(
      ApiObject service, ServiceHoldings own, Set<String> taken, List<FieldError> errors) {
    ObjectNode spec = service.json().withObject("/spec");
    String wanted = service.text("spec", "clusterIP");
    if (wanted.equals(NO_ADDRESS)) {
      spec.putArray("clusterIPs").add(NO_ADDRESS);
      return;
    }
    if (wanted.isEmpty()) {
      wanted =
          addresses
              .free(taken::contains, random)
              .orElseThrow(
                  () -> Failures.internal("failed to allocate a serviceIP: range is full"));
      spec.put("clusterIP", wanted);
    } else if (!own.addresses().contains(wanted)) {
      if (!addresses.contains(wanted)) {
        errors.add(
            address(
                wanted,
                "the provided IP ("
                    + wanted
                    + ") is not in the valid range. The range of valid IPs"
                    + " is "
                    + addresses.cidr()));
      } else if (taken.contains(wanted)) {
        errors.add(address(wanted, "provided IP is already allocated"));
      }
    }
    spec.putArray("clusterIPs").add(wanted);
  }

  private static FieldError address(String wanted, String why) {
    return FieldError.invalid(
        "spec.clusterIPs", "[\"" + wanted + "\"]", "failed to allocate IP " + wanted + ": " + why);
  }

  private void assignPorts(
      ApiObject service, ServiceHoldings own, Set<String> taken, List<FieldError> errors) {
    Set<String> used = new HashSet<>(taken);
    int index = 0;
    for (JsonNode port : service.at("spec", "ports")) {
      int wanted = port.path("nodePort").asInt();
      String field = "spec.ports[" + index++ + "].nodePort";
      if (wanted > 0) {
        String key = ServiceHoldings.nodePort(port, wanted);
        if (!own.nodePorts().contains(key) && !ports.contains(wanted)) {
          errors.add(
              FieldError.invalid(
                  field,
                  Integer.toString(wanted),
                  "provided port is not in the valid range. The range of valid ports is " + ports));
        } else if (!used.add(key)) {
          errors.add(
              FieldError.invalid(
                  field, Integer.toString(wanted), "provided port is already allocated"));
        }
      } else if (hasNodePorts(service)) {
        int free =
            ports
                .free(number -> used.contains(ServiceHoldings.nodePort(port, number)), random)
                .orElseThrow(
                    () -> Failures.internal("failed to allocate a nodePort: range is full"));
        used.add(ServiceHoldings.nodePort(port, free));
        ((ObjectNode) port).put("nodePort", free);
      }
    }
  }

  private static List<Change> moves(
      ApiObject service, ServiceHoldings before, ServiceHoldings after) {
    List<Change> changes = new ArrayList<>();
    moves(ADDRESSES, service, before.addresses(), after.addresses(), changes);
    moves(NODE_PORTS, service, before.nodePorts(), after.nodePorts(), changes);
    return changes;
  }

  private static void moves(
      String range, ApiObject service, Set<String> before, Set<String> after, List<Change> into) {
    for (String each : after) {
      if (!before.contains(each)) {
        ObjectNode value = Json.object();
        value.putObject("metadata");
        value.put("owner", service.namespace() + "/" + service.name());
        into.add(new Change.Create(key(range, each), ByteString.copyFrom(Json.bytes(value))));
      }
    }
    for (String each : before) {
      if (!after.contains(each)) {
        into.add(new Change.Drop(key(range, each)));
      }
    }
  }

  private static String key(String range, String name) {
    return new StateKey(StateKey.RANGES_GROUP, range, "", name).toString();
  }
}
