package io.quarterdeck.controller.servicecidr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a ServiceCIDR is ready, and whether one that is deleted may go: not while a
 * Service has an address that no other range covers, and not before every gateway has heard of it
 * and gives no more addresses of it. Pure.
 */
final class ServiceCidrPlanner {
  static final String FINALIZER = "networking.k8s.io/service-cidr-finalizer";

  /** How long a gateway may take to hear that a range is deleted. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final String READY = "Ready";

  private ServiceCidrPlanner() {}

  /**
   * Plans for one range.
   *
   * @param ranges all ServiceCIDRs; they matter when this one is being deleted
   * @param addresses the IPAddresses that Services have; they matter then as well
   */
  static ServiceCidrPlan plan(
      ApiObject range, List<ApiObject> ranges, List<ApiObject> addresses, Instant now) {
    List<String> finalizers = new ArrayList<>(range.finalizers());
    ArrayNode conditions = conditions(range);
    if (!range.isBeingDeleted()) {
      if (!finalizers.contains(FINALIZER)) {
        finalizers.add(FINALIZER);
      }
      return new ServiceCidrPlan(
          finalizers,
          Conditions.with(conditions, READY, "True", "", "Kubernetes Service CIDR is ready", now),
          Optional.empty());
    }
    if (isNeeded(range, ranges, addresses)) {
      return new ServiceCidrPlan(
          finalizers,
          Conditions.with(
              conditions,
              READY,
              "False",
              "Terminating",
              "There are still IPAddresses referencing the ServiceCIDR, please remove them or"
                  + " create a new ServiceCIDR",
              now),
          Optional.empty());
    }
    Duration left = Duration.between(now, range.deletionTime().orElse(now).plus(GRACE));
    if (left.isPositive()) {
      return new ServiceCidrPlan(finalizers, conditions, Optional.of(left));
    }
    finalizers.remove(FINALIZER);
    return new ServiceCidrPlan(finalizers, conditions, Optional.empty());
  }

  private static ArrayNode conditions(ApiObject range) {
    return range.at("status", "conditions") instanceof ArrayNode conditions
        ? conditions
        : Json.MAPPER.createArrayNode();
  }

  private static boolean isNeeded(
      ApiObject range, List<ApiObject> ranges, List<ApiObject> addresses) {
    List<Prefix> own = prefixes(range).toList();
    List<Prefix> others =
        ranges.stream()
            .filter(each -> !each.name().equals(range.name()) && !each.isBeingDeleted())
            .flatMap(ServiceCidrPlanner::prefixes)
            .toList();
    return addresses.stream()
        .flatMap(each -> Prefix.address(each.name()).stream())
        .filter(address -> own.stream().anyMatch(each -> each.covers(address)))
        .anyMatch(address -> others.stream().noneMatch(each -> each.covers(address)));
  }

  private static Stream<Prefix> prefixes(ApiObject range) {
    return range
        .at("spec", "cidrs")
        .valueStream()
        .map(JsonNode::asText)
        .flatMap(cidr -> Prefix.parse(cidr).stream());
  }
}
