package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.HealthCheckPort;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.ServiceFamilies;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.IntFunction;

/**
 * Gives Services their cluster IPs and node ports. What a Service gets is chosen by what this
 * gateway knows to be free, and becomes its own by a key in the same transaction as the Service: of
 * two that want the same, one is refused and chooses again.
 */
@Singleton
public class ServiceAllocation {
  private static final String NO_ADDRESS = "None";

  private final Caches caches;
  private final Ipv4Range configured;
  private final PortRange ports;
  private final SecureRandom random = new SecureRandom();

  /** A version of a Service is read once, not again for each other Service that is written. */
  private final Map<Item, ServiceHoldings> known = Collections.synchronizedMap(new WeakHashMap<>());

  ServiceAllocation(Caches caches, GatewayConfig config) {
    this.caches = caches;
    this.configured = Ipv4Range.parse(config.serviceCidr());
    this.ports = PortRange.parse(config.nodePortRange());
  }

  /** Completes a new Service; returns what makes the allocations its own. */
  public List<Change> reserve(Kind kind, ApiObject service) {
    if (!kind.type().equals(Resources.SERVICES)) {
      return List.of();
    }
    assign(service, Optional.empty(), ServiceHoldings.NONE);
    return moves(service, ServiceHoldings.NONE, ServiceHoldings.of(service));
  }

  /** An update that leaves out what was allocated keeps it, unless the type no longer has it. */
  public void keep(Kind kind, ApiObject next, ApiObject old) {
    if (kind.type().equals(Resources.SERVICES)) {
      keep(next, old);
    }
  }

  /** Completes the next version of a Service; returns what it takes and what it gives back. */
  public List<Change> move(Kind kind, ApiObject next, ApiObject old) {
    if (!kind.type().equals(Resources.SERVICES)) {
      return List.of();
    }
    ServiceHoldings before = ServiceHoldings.of(old);
    assign(next, Optional.of(old), before);
    return moves(next, before, ServiceHoldings.of(next));
  }

  /** What a Service that goes gives back. */
  public List<Change> release(Kind kind, ApiObject service) {
    return kind.type().equals(Resources.SERVICES)
        ? moves(service, ServiceHoldings.of(service), ServiceHoldings.NONE)
        : List.of();
  }

  private static void keep(ApiObject next, ApiObject old) {
    ObjectNode spec = next.json().withObject("/spec");
    if (!sameAddress(next, old)
        && next.at("spec", "clusterIPs").equals(old.at("spec", "clusterIPs"))) {
      spec.remove("clusterIPs"); // It follows the one that was changed.
      if (!next.text("spec", "clusterIP").isEmpty()) {
        spec.putArray("clusterIPs").add(next.text("spec", "clusterIP"));
      }
    }
    if (hasAddress(next) && hasAddress(old) && next.text("spec", "clusterIP").isEmpty()) {
      spec.set("clusterIP", old.at("spec", "clusterIP"));
    }
    boolean sameType = next.text("spec", "type").equals(old.text("spec", "type"));
    if (!hasAddress(next) && hasAddress(old) && sameAddress(next, old)) {
      spec.remove(List.of("clusterIP", "clusterIPs"));
    }
    if (HealthCheckPort.isNeeded(spec)
        && HealthCheckPort.isNeeded(old.at("spec"))
        && HealthCheckPort.of(spec) == 0) {
      spec.set(HealthCheckPort.FIELD, old.at("spec", HealthCheckPort.FIELD));
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

  private void assign(ApiObject service, Optional<ApiObject> old, ServiceHoldings own) {
    refuse(service, ServiceFamilies.complete(service, old));
    Set<Allocation> taken = new HashSet<>();
    for (Item item : caches.of(Resources.SERVICES).snapshot("").items()) {
      if (!item.key().equals(service.key())) {
        taken.addAll(holdings(item).all());
      }
    }
    List<FieldError> errors = new ArrayList<>();
    if (hasAddress(service)) {
      assignAddress(service, own, taken, errors);
    }
    assignPorts(service, own, taken, errors);
    refuse(service, errors);
  }

  private static void refuse(ApiObject service, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Failures.invalid(Resources.SERVICES, service.name(), errors);
    }
  }

  private ServiceHoldings holdings(Item service) {
    return known.computeIfAbsent(service, item -> ServiceHoldings.of(item.object()));
  }

  private void assignAddress(
      ApiObject service, ServiceHoldings own, Set<Allocation> taken, List<FieldError> errors) {
    ObjectNode spec = service.json().withObject("/spec");
    String wanted = service.text("spec", "clusterIP");
    if (wanted.equals(NO_ADDRESS)) {
      spec.putArray("clusterIPs").add(NO_ADDRESS);
      return;
    }
    ServiceRanges ranges = ServiceRanges.of(serviceCidrs(), configured);
    if (wanted.isEmpty()) {
      wanted =
          ranges
              .free(address -> isTaken(address, taken), random)
              .orElseThrow(
                  () -> Failures.internal("failed to allocate a serviceIP: range is full"));
      spec.put("clusterIP", wanted);
    } else if (!own.has(Allocation.address(wanted))) {
      if (!ranges.contains(wanted)) {
        errors.add(address(wanted, "the provided network does not match the current range"));
      } else if (isTaken(wanted, taken)) {
        errors.add(address(wanted, "provided IP is already allocated"));
      }
    }
    spec.putArray("clusterIPs").add(wanted);
  }

  private List<ApiObject> serviceCidrs() {
    return caches.of(Resources.SERVICE_CIDRS).snapshot("").items().stream()
        .map(Item::object)
        .toList();
  }

  /** By another Service, or by an IPAddress that somebody made to keep it. */
  private boolean isTaken(String address, Set<Allocation> byServices) {
    return byServices.contains(Allocation.address(address))
        || caches.of(Resources.IP_ADDRESSES).get(ObjectKey.cluster(address)).isPresent();
  }

  private static FieldError address(String wanted, String why) {
    return FieldError.invalid(
        "spec.clusterIPs", "[\"" + wanted + "\"]", "failed to allocate IP " + wanted + ": " + why);
  }

  private void assignPorts(
      ApiObject service, ServiceHoldings own, Set<Allocation> taken, List<FieldError> errors) {
    Set<Allocation> used = new HashSet<>(taken);
    int index = 0;
    for (JsonNode port : service.at("spec", "ports")) {
      int wanted = port.path("nodePort").asInt();
      String field = "spec.ports[" + index++ + "].nodePort";
      if (wanted > 0) {
        claim(ServiceHoldings.nodePort(port, wanted), wanted, field, own, used, errors);
      } else if (hasNodePorts(service)) {
        int free = take(number -> ServiceHoldings.nodePort(port, number), used);
        ((ObjectNode) port).put("nodePort", free);
      }
    }
    assignHealthCheck(service.json().withObject("/spec"), own, used, errors);
  }

  private void assignHealthCheck(
      ObjectNode spec, ServiceHoldings own, Set<Allocation> used, List<FieldError> errors) {
    int wanted = HealthCheckPort.of(spec);
    if (wanted > 0) {
      String field = "spec." + HealthCheckPort.FIELD;
      claim(Allocation.healthCheck(wanted), wanted, field, own, used, errors);
    } else if (HealthCheckPort.isNeeded(spec)) {
      spec.put(HealthCheckPort.FIELD, take(Allocation::healthCheck, used));
    }
  }

  /** A port that the user has chosen. */
  private void claim(
      Allocation allocation,
      int wanted,
      String field,
      ServiceHoldings own,
      Set<Allocation> used,
      List<FieldError> errors) {
    if (!own.has(allocation) && !ports.contains(wanted)) {
      errors.add(
          FieldError.invalid(
              field,
              Integer.toString(wanted),
              "provided port is not in the valid range. The range of valid ports is " + ports));
    } else if (!used.add(allocation)) {
      errors.add(
          FieldError.invalid(
              field, Integer.toString(wanted), "provided port is already allocated"));
    }
  }

  private int take(IntFunction<Allocation> allocation, Set<Allocation> used) {
    int free =
        ports
            .free(number -> used.contains(allocation.apply(number)), random)
            .orElseThrow(() -> Failures.internal("failed to allocate a nodePort: range is full"));
    used.add(allocation.apply(free));
    return free;
  }

  private static List<Change> moves(
      ApiObject service, ServiceHoldings before, ServiceHoldings after) {
    List<Change> changes = new ArrayList<>();
    after.all().stream()
        .filter(each -> !before.has(each))
        .forEach(each -> changes.add(each.takenBy(service, Birth.now())));
    before.all().stream()
        .filter(each -> !after.has(each))
        .forEach(each -> changes.add(new Change.Drop(each.key())));
    return changes;
  }
}
