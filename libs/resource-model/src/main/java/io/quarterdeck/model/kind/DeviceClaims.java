package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a claim asks for: requests for devices, each with a name, and constraints and configuration
 * that refer to those names.
 */
final class DeviceClaims {
  private static final int REQUESTS_MAX = 32;
  private static final int CONSTRAINTS_MAX = 32;
  private static final int ALTERNATIVES_MAX = 8;

  /** The requests by their names, each with the names of its alternatives. */
  private final Map<String, Set<String>> names = new HashMap<>();

  private final Problems problems;

  private DeviceClaims(JsonNode claim, Problems problems) {
    this.problems = problems;
    for (JsonNode request : claim.path("requests")) {
      Set<String> alternatives = new HashSet<>();
      request.path("firstAvailable").forEach(each -> alternatives.add(name(each)));
      names.put(name(request), alternatives);
    }
  }

  static void check(JsonNode claim, String at, Problems problems) {
    DeviceClaims claims = new DeviceClaims(claim, problems);
    problems.eachOnce(
        claim.path("requests"),
        at + ".requests",
        REQUESTS_MAX,
        DeviceClaims::name,
        claims::request);
    problems.each(
        claim.path("constraints"), at + ".constraints", CONSTRAINTS_MAX, claims::constraint);
    claims.configurations(claim.path("config"), at + ".config", DeviceParts.CONFIGURATIONS_MAX);
  }

  /** What was found for a claim has to refer to what it asks for. */
  static DeviceClaims of(JsonNode claim, Problems problems) {
    return new DeviceClaims(claim, problems);
  }

  void configurations(JsonNode configurations, String at, int most) {
    problems.each(
        configurations,
        at,
        most,
        (configuration, each) -> {
          references(configuration.path("requests"), each + ".requests");
          DeviceParts.configuration(configuration, each, problems);
        });
  }

  private void request(JsonNode request, String at) {
    problems.named(request.path("name"), at + ".name", Names::dnsLabel);
    boolean alternatives = !request.path("firstAvailable").isEmpty();
    boolean exact = request.has("exactly");
    String one = "exactly one of `exactly` or `firstAvailable` is required";
    if (!alternatives && !exact) {
      problems.required(at, one);
    } else if (alternatives && exact) {
      problems.invalid(at, Problems.NOTHING, one + ", but multiple fields are set");
    } else if (exact) {
      exact(request.path("exactly"), at + ".exactly");
    } else {
      problems.eachOnce(
          request.path("firstAvailable"),
          at + ".firstAvailable",
          ALTERNATIVES_MAX,
          DeviceClaims::name,
          (each, where) -> {
            problems.named(each.path("name"), where + ".name", Names::dnsLabel);
            exact(each, where);
          });
    }
  }

  private void exact(JsonNode request, String at) {
    problems.named(request.path("deviceClassName"), at + ".deviceClassName", Names::dnsSubdomain);
    DeviceParts.selectors(request.path("selectors"), at + ".selectors", problems);
    JsonNode count = request.path("count");
    boolean all = request.path("allocationMode").asText("").equals("All");
    if (all && count.asLong() != 0) {
      problems.invalid(at + ".count", count, "must not be specified when allocationMode is 'All'");
    } else if (!all && count.asLong(1) <= 0) {
      problems.invalid(at + ".count", count, "must be greater than zero");
    }
    DeviceParts.tolerations(request.path("tolerations"), at + ".tolerations", problems);
  }

  private void constraint(JsonNode constraint, String at) {
    references(constraint.path("requests"), at + ".requests");
    if (constraint.has("matchAttribute")) {
      DeviceNames.fullyQualified(
          constraint.path("matchAttribute"), at + ".matchAttribute", problems);
    } else if (constraint.has("distinctAttribute")) {
      DeviceNames.fullyQualified(
          constraint.path("distinctAttribute"), at + ".distinctAttribute", problems);
    } else {
      problems.required(
          at,
          "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple"
              + " fields are set");
    }
  }

  private void references(JsonNode references, String at) {
    problems.eachOnce(references, at, REQUESTS_MAX, JsonNode::asText, this::reference);
  }

  /** A request, or one of its alternatives behind a slash. */
  void reference(JsonNode reference, String at) {
    String[] parts = reference.asText("").split("/", -1);
    if (parts.length <= 2) {
      for (String part : parts) {
        Names.dnsLabel(part).forEach(problem -> problems.invalid(at, part, problem));
      }
    }
    Set<String> alternatives = names.get(parts[0]);
    boolean known =
        alternatives != null
            && (parts.length == 1 || (parts.length == 2 && alternatives.contains(parts[1])));
    if (!known) {
      problems.invalid(
          at,
          reference,
          "must be the name of a request in the claim or the name of a request and a subrequest"
              + " separated by '/'");
    }
  }

  private static String name(JsonNode named) {
    return named.path("name").asText("");
  }
}
