package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * All ranges that Services may have addresses of: those of the ServiceCIDRs that are ready. Pure.
 */
record ServiceRanges(List<Ipv4Range> ranges) {
  /** The ServiceCIDR that every cluster has. */
  static final String DEFAULT = "kubernetes";

  /**
   * The ranges of a cluster.
   *
   * @param configured the range of the default ServiceCIDR, which holds while that is not there
   */
  static ServiceRanges of(List<ApiObject> serviceCidrs, Ipv4Range configured) {
    List<Ipv4Range> ranges = new ArrayList<>();
    if (serviceCidrs.stream().noneMatch(each -> each.name().equals(DEFAULT))) {
      ranges.add(configured);
    }
    for (ApiObject each : serviceCidrs) {
      if (isReady(each)) {
        each.at("spec", "cidrs")
            .forEach(cidr -> Ipv4Range.usable(cidr.asText()).ifPresent(ranges::add));
      }
    }
    return new ServiceRanges(ranges.stream().distinct().toList());
  }

  /**
   * One that nobody has judged yet counts as ready: addresses are needed before controllers run.
   */
  private static boolean isReady(ApiObject serviceCidr) {
    for (JsonNode condition : serviceCidr.at("status", "conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return !serviceCidr.isBeingDeleted() && condition.path("status").asText().equals("True");
      }
    }
    return !serviceCidr.isBeingDeleted();
  }

  boolean contains(String address) {
    return ranges.stream().anyMatch(each -> each.contains(address));
  }

  Optional<String> free(Predicate<String> taken, RandomGenerator random) {
    return ranges.stream().flatMap(each -> each.free(taken, random).stream()).findFirst();
  }
}
