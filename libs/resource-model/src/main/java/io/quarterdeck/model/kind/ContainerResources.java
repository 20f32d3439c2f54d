package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import io.quarterdeck.model.quantity.Quantity;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a container may ask for of a node, and what it may be given at most. */
final class ContainerResources {
  static final String PAGES = "hugepages-";
  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");

  private ContainerResources() {}

  /**
   * Checks amounts and claims.
   *
   * @param claims the names of the claims that the pod has
   */
  static void check(JsonNode resources, Set<String> claims, String at, Problems problems) {
    check(resources, ContainerResources::name, at, problems);
    claims(resources.path("claims"), claims, at + ".claims", problems);
  }

  /** Which names of resources there may be. */
  interface NameRule {
    void check(String name, String field, Problems problems);
  }

  /** Checks names and amounts, and that requests are within limits. */
  static void check(JsonNode resources, NameRule rule, String at, Problems problems) {
    JsonNode limits = resources.path("limits");
    JsonNode requests = resources.path("requests");
    amounts(limits, rule, at + ".limits", problems);
    amounts(requests, rule, at + ".requests", problems);
    for (Map.Entry<String, JsonNode> request : requests.properties()) {
      within(request.getKey(), request.getValue(), limits, at, problems);
    }
    Set<String> names = new HashSet<>();
    limits.fieldNames().forEachRemaining(names::add);
    requests.fieldNames().forEachRemaining(names::add);
    boolean pages = names.stream().anyMatch(name -> name.startsWith(PAGES));
    if (pages && !names.contains("cpu") && !names.contains("memory")) {
      problems.forbidden(at, "HugePages require cpu or memory");
    }
  }

  /** Checks names and amounts of resources alone. */
  static void amounts(JsonNode amounts, String at, Problems problems) {
    amounts(amounts, ContainerResources::name, at, problems);
  }

  private static void amounts(JsonNode amounts, NameRule rule, String at, Problems problems) {
    for (Map.Entry<String, JsonNode> each : amounts.properties()) {
      String name = each.getKey();
      String field = at + "[" + name + "]";
      rule.check(name, field, problems);
      problems.notNegativeQuantity(each.getValue(), field);
      BigDecimal amount = Quantity.parse(each.getValue().asText()).amount();
      if (isExtended(name) && amount.remainder(BigDecimal.ONE).signum() != 0) {
        problems.invalid(field, each.getValue(), "must be an integer");
      }
      if (name.startsWith(PAGES) && !isWhole(amount, name.substring(PAGES.length()))) {
        problems.invalid(
            field,
            each.getValue(),
            each.getValue().asText() + " is not positive integer multiple of " + name);
      }
    }
  }

  private static void name(String name, String field, Problems problems) {
    Names.qualifiedName(name).forEach(problem -> problems.invalid(field, name, problem));
    boolean plain = !name.contains("/");
    if (plain && !STANDARD.contains(name) && !name.startsWith(PAGES)) {
      problems.invalid(field, name, "must be a standard resource type or fully qualified");
      problems.invalid(field, name, "must be a standard resource for containers");
    } else if (isExtended(name)
        && (name.startsWith("requests.") || !Names.qualifiedName("requests." + name).isEmpty())) {
      problems.invalid(field, name, "doesn't follow extended resource name standard");
    }
  }

  private static boolean isExtended(String name) {
    return name.contains("/") && !name.contains("kubernetes.io/");
  }

  private static boolean isWhole(BigDecimal amount, String size) {
    try {
      BigDecimal page = Quantity.parse(size).amount();
      return page.signum() > 0 && amount.remainder(page).signum() == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Of what a node cannot give to two at once, a container asks for as much as it gets. */
  private static void within(
      String name, JsonNode request, JsonNode limits, String at, Problems problems) {
    boolean exact = isExtended(name) || name.startsWith(PAGES);
    JsonNode limit = limits.path(name);
    if (limit.isMissingNode()) {
      if (exact) {
        problems.required(at + ".limits", "Limit must be set for non overcommitable resources");
      }
      return;
    }
    int compared = Quantity.parse(request.asText()).compareTo(Quantity.parse(limit.asText()));
    if (exact && compared != 0) {
      problems.invalid(
          at + ".requests", request, "must be equal to " + name + " limit of " + limit.asText());
    } else if (compared > 0) {
      problems.invalid(
          at + ".requests",
          request,
          "must be less than or equal to " + name + " limit of " + limit.asText());
    }
  }

  private static void claims(JsonNode used, Set<String> claims, String field, Problems problems) {
    Set<String> seen = new HashSet<>();
    problems.each(
        used,
        field,
        (claim, at) -> {
          String name = claim.path("name").asText("");
          if (name.isEmpty()) {
            problems.required(at, "");
            return;
          }
          JsonNode request = claim.path("request");
          problems.named(request, at + ".request", Names::dnsLabel);
          String part = request.asText("").isEmpty() ? name : name + "/" + request.asText();
          overlap(name, part, seen, at, problems);
          if (!claims.contains(name)) {
            problems.addAll(List.of(unknown(name, claims, at)));
          }
        });
  }

  /** A claim is used as a whole, or by different requests of it. */
  private static void overlap(
      String name, String part, Set<String> seen, String at, Problems problems) {
    if (seen.contains(name)) {
      problems.duplicate(at, name);
    } else if (!seen.add(part)) {
      problems.duplicate(at, part);
    } else if (part.equals(name) && seen.stream().anyMatch(other -> other.startsWith(name + "/"))) {
      problems.duplicate(at, name);
    }
  }

  private static FieldError unknown(String name, Set<String> claims, String at) {
    return new FieldError(
        FieldError.Type.NOT_FOUND,
        at,
        ObjectMetadata.quoted(name),
        "must be one of the names in pod.spec.resourceClaims"
            + (claims.isEmpty()
                ? " which is empty"
                : ": " + String.join(", ", new TreeSet<>(claims))));
  }
}
