package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which families of addresses a Service has: what is said, what follows from it, and what a cluster
 * can give. Asked once the Service is found right in itself.
 */
public final class ServiceFamilies {
  private static final String SINGLE = "SingleStack";
  private static final String DUAL = "RequireDualStack";
  private static final String POLICY_FIELD = "spec.ipFamilyPolicy";

  private ServiceFamilies() {}

  /**
   * Completes a Service that is right in itself on a cluster that has IPv4 alone; returns what such
   * a cluster cannot give.
   *
   * @param before its previous version
   */
  public static List<FieldError> complete(ApiObject service, Optional<ApiObject> before) {
    ObjectNode spec = service.json().withObject("/spec");
    if (ServiceAddresses.isExternal(spec)) {
      return List.of();
    }
    boolean selectsNothing =
        ServiceAddresses.isHeadless(ServiceAddresses.of(spec)) && spec.path("selector").isEmpty();
    String policy = policy(spec, before.map(it -> it.at("spec")), selectsNothing);
    spec.put("ipFamilyPolicy", policy);
    Problems problems = new Problems();
    List<String> families = families(spec, before.map(it -> it.at("spec")), policy, problems);
    if (problems.list().isEmpty() && selectsNothing) {
      // Somebody else says where it leads, and may know more families than the cluster.
      complete(families, policy);
    } else if (problems.list().isEmpty()) {
      available(families, policy, problems);
    }
    spec.set(
        "ipFamilies", Json.array(families.isEmpty() ? List.of(ServiceAddresses.IPV4) : families));
    return problems.list();
  }

  private static String policy(JsonNode spec, Optional<JsonNode> before, boolean selectsNothing) {
    String policy = spec.path("ipFamilyPolicy").asText("");
    if (!policy.isEmpty()) {
      return policy;
    }
    String old = before.map(it -> it.path("ipFamilyPolicy").asText("")).orElse("");
    if (!old.isEmpty()) {
      return old;
    }
    return selectsNothing ? DUAL : SINGLE;
  }

  /** Those that are said, and those that addresses say. */
  private static List<String> families(
      JsonNode spec, Optional<JsonNode> before, String policy, Problems problems) {
    List<String> families = new ArrayList<>(ServiceAddresses.words(spec.path("ipFamilies")));
    List<String> old =
        before.map(it -> ServiceAddresses.words(it.path("ipFamilies"))).orElse(List.of());
    if (policy.equals(SINGLE) && families.equals(old) && families.size() > 1) {
      families.removeLast(); // Who changes the policy alone gives up the second.
    }
    if (!policy.equals(SINGLE) && !families.isEmpty() && families.size() < old.size()) {
      problems.invalid(
          POLICY_FIELD, policy, "must be 'SingleStack' to release the secondary IP family");
    }
    List<String> addresses = ServiceAddresses.of(spec);
    several(addresses, "cluster IPs", policy, problems);
    several(families, "IP families", policy, problems);
    for (int i = families.size();
        i < addresses.size() && !ServiceAddresses.isHeadless(addresses);
        i++) {
      String family = ServiceAddresses.family(addresses.get(i));
      if (family.equals(ServiceAddresses.IPV4)) {
        families.add(family);
      } else {
        problems.invalid(
            ServiceAddresses.FIELD + "[" + i + "]",
            Json.array(addresses),
            family + " is not configured on this cluster");
      }
    }
    return families;
  }

  private static void several(List<String> each, String what, String policy, Problems problems) {
    if (policy.equals(SINGLE) && each.size() == ServiceAddresses.FAMILIES) {
      problems.invalid(
          POLICY_FIELD,
          policy,
          "must be 'RequireDualStack' or 'PreferDualStack' when multiple %s are specified"
              .formatted(what));
    }
  }

  private static void complete(List<String> families, String policy) {
    if (families.isEmpty()) {
      families.add(ServiceAddresses.IPV4);
    }
    if (families.size() < ServiceAddresses.FAMILIES && !policy.equals(SINGLE)) {
      families.add(
          families.getFirst().equals(ServiceAddresses.IPV4)
              ? ServiceAddresses.IPV6
              : ServiceAddresses.IPV4);
    }
  }

  private static void available(List<String> families, String policy, Problems problems) {
    if (policy.equals(DUAL)) {
      problems.invalid(
          POLICY_FIELD, policy, "this cluster is not configured for dual-stack services");
    }
    for (int i = 0; i < families.size(); i++) {
      if (!families.get(i).equals(ServiceAddresses.IPV4)) {
        problems.invalid(
            ServiceAddresses.FAMILIES_FIELD + "[" + i + "]",
            families.get(i),
            "not configured on this cluster");
      }
    }
  }
}
