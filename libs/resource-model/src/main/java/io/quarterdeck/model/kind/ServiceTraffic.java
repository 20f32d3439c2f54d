package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the traffic of a Service comes from, and which of its endpoints it goes to. */
final class ServiceTraffic {
  private static final int AFFINITY_SECONDS_MAX = 86_400;
  private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
  private static final String BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";

  private ServiceTraffic() {}

  static List<FieldError> check(ApiObject service) {
    Problems problems = new Problems();
    JsonNode spec = service.at("spec");
    affinity(spec, problems);
    problems.each(
        spec.path("externalIPs"),
        "spec.externalIPs",
        (address, at) -> EndpointAddresses.elsewhere(address, at, problems));
    ports(spec, problems);
    ranges(service, problems);
    if (isBalanced(spec)) {
      problems.named(
          spec.path("loadBalancerClass"), "spec.loadBalancerClass", Names::qualifiedName);
    }
    problems.oneOf(
        spec.path("trafficDistribution"),
        "spec.trafficDistribution",
        "PreferClose",
        "PreferSameZone",
        "PreferSameNode");
    return problems.list();
  }

  static List<FieldError> checkUpdate(JsonNode spec, JsonNode before) {
    Problems problems = new Problems();
    if (isBalanced(spec) && isBalanced(before)) {
      problems.unchanged(
          spec.path("loadBalancerClass"),
          before.path("loadBalancerClass"),
          "spec.loadBalancerClass",
          "may not change once set");
    }
    return problems.list();
  }

  private static boolean isBalanced(JsonNode spec) {
    return spec.path("type").asText().equals("LoadBalancer");
  }

  private static void affinity(JsonNode spec, Problems problems) {
    JsonNode seconds = spec.path("sessionAffinityConfig").path("clientIP").path("timeoutSeconds");
    if (spec.path("sessionAffinity").asText().equals("ClientIP")
        && seconds.isNumber()
        && (seconds.asLong() <= 0 || seconds.asLong() > AFFINITY_SECONDS_MAX)) {
      problems.invalid(
          "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
          seconds,
          "must be greater than 0 and less than 86400");
    }
  }

  private static void ports(JsonNode spec, Problems problems) {
    Set<String> taken = new HashSet<>();
    problems.each(
        spec.path("ports"),
        "spec.ports",
        (port, at) -> {
          problems.named(port.path("appProtocol"), at + ".appProtocol", Names::qualifiedName);
          int number = port.path("nodePort").asInt();
          if (number != 0 && !taken.add(port.path("protocol").asText() + number)) {
            problems.addAll(
                List.of(FieldError.duplicate(at + ".nodePort", Integer.toString(number))));
          }
        });
  }

  /** The annotation is from before there was the field. */
  private static void ranges(ApiObject service, Problems problems) {
    JsonNode spec = service.at("spec");
    JsonNode ranges = spec.path("loadBalancerSourceRanges");
    String annotation = service.annotations().get(RANGES);
    if (!ranges.isEmpty()) {
      String field = "spec.LoadBalancerSourceRanges";
      balancedOnly(spec, field, problems);
      problems.each(ranges, field, (range, at) -> range(range.asText(), at, problems));
    } else if (annotation != null) {
      String field = "metadata.annotations[" + RANGES + "]";
      balancedOnly(spec, field, problems);
      if (!annotation.isBlank()) {
        List.of(annotation.split(",", -1)).forEach(range -> range(range, field, problems));
      }
    }
  }

  private static void balancedOnly(JsonNode spec, String field, Problems problems) {
    if (!isBalanced(spec)) {
      problems.forbidden(field, BALANCED_ONLY);
    }
  }

  private static void range(String text, String field, Problems problems) {
    Names.cidr(text.strip()).forEach(problem -> problems.invalid(field, text.strip(), problem));
  }
}
