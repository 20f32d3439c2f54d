package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses that a Service says it has, one of each family, and what becomes of them later. */
final class ServiceAddresses {
  static final String IPV4 = "IPv4";
  static final String IPV6 = "IPv6";

  /** Each has one address. */
  static final int FAMILIES = 2;

  static final String FIELD = "spec.clusterIPs";
  static final String FAMILIES_FIELD = "spec.ipFamilies";

  /** Stands for the address of a Service that is not to have any. */
  private static final String NONE = "None";

  private ServiceAddresses() {}

  static List<FieldError> check(JsonNode spec) {
    Problems problems = new Problems();
    agree(spec.path("clusterIP").asText(""), spec.path("clusterIPs"), problems);
    Set<String> families = new HashSet<>();
    problems.each(
        spec.path("ipFamilies"),
        FAMILIES_FIELD,
        (family, at) -> {
          if (!families.add(family.asText())) {
            problems.duplicate(at, family.asText());
          }
        });
    List<String> addresses = of(spec);
    if (areAddresses(addresses, problems) && problems.list().isEmpty()) {
      match(addresses, words(spec.path("ipFamilies")), problems);
    }
    return problems.list();
  }

  /** Who says only the one gets the other made from it. */
  private static void agree(String address, JsonNode addresses, Problems problems) {
    if (addresses.isEmpty()) {
      return;
    }
    if (address.isEmpty()) {
      problems.invalid(FIELD, addresses, "must be empty when `clusterIP` is not specified");
    } else if (!addresses.path(0).asText().equals(address)) {
      problems.invalid(FIELD, addresses, "first value must match `clusterIP`");
    }
  }

  /** Whether they are addresses at all; what is not has no family. */
  private static boolean areAddresses(List<String> addresses, Problems problems) {
    if (!addresses.isEmpty() && addresses.getFirst().equals(NONE)) {
      if (addresses.size() > 1) {
        problems.invalid(FIELD, Json.array(addresses), "'None' must be the first and only value");
      }
      return false;
    }
    if (addresses.size() > FAMILIES) {
      problems.invalid(FIELD, Json.array(addresses), "may only hold up to 2 values");
    }
    boolean valid = true;
    for (int i = 0; i < addresses.size(); i++) {
      String field = FIELD + "[" + i + "]";
      String address = addresses.get(i);
      List<String> wrong = Names.ipAddress(address);
      wrong.forEach(why -> problems.invalid(field, address, why));
      valid &= wrong.isEmpty();
    }
    if (valid && addresses.size() > 1 && familiesOf(addresses).size() < FAMILIES) {
      problems.invalid(
          FIELD, Json.array(addresses), "may specify no more than one IP for each IP family");
    }
    return valid;
  }

  private static void match(List<String> addresses, List<String> families, Problems problems) {
    for (int i = 0; i < Math.min(addresses.size(), families.size()); i++) {
      if (!family(addresses.get(i)).equals(families.get(i))) {
        problems.invalid(
            FIELD + "[" + i + "]",
            addresses.get(i),
            "expected an %s value as indicated by `ipFamilies[%d]`".formatted(families.get(i), i));
      }
    }
  }

  static List<FieldError> checkUpdate(JsonNode spec, JsonNode before) {
    Problems problems = new Problems();
    if (isExternal(spec) || isExternal(before)) {
      return List.of();
    }
    List<String> addresses = of(spec);
    List<String> oldAddresses = of(before);
    boolean headless = isHeadless(addresses);
    boolean wasHeadless = isHeadless(oldAddresses);
    if (!headless || !wasHeadless) {
      unchanged(addresses, oldAddresses, FIELD, problems);
    }
    if (!headless && !wasHeadless) {
      unchanged(
          words(spec.path("ipFamilies")),
          words(before.path("ipFamilies")),
          FAMILIES_FIELD,
          problems);
    }
    return problems.list();
  }

  /** The first of each stays for good; whoever leaves them out gets them again. */
  private static void unchanged(
      List<String> now, List<String> before, String field, Problems problems) {
    if (!now.isEmpty() && !before.isEmpty() && !now.getFirst().equals(before.getFirst())) {
      problems.invalid(field + "[0]", Json.array(now), "may not change once set");
    }
  }

  static boolean isExternal(JsonNode spec) {
    return spec.path("type").asText().equals("ExternalName");
  }

  static boolean isHeadless(List<String> addresses) {
    return addresses.equals(List.of(NONE));
  }

  static List<String> of(JsonNode spec) {
    String first = spec.path("clusterIP").asText("");
    JsonNode all = spec.path("clusterIPs");
    return all.isEmpty() && !first.isEmpty() ? List.of(first) : words(all);
  }

  private static Set<String> familiesOf(List<String> addresses) {
    Set<String> families = new HashSet<>();
    addresses.forEach(address -> families.add(family(address)));
    return families;
  }

  static String family(String address) {
    return address.contains(":") ? IPV6 : IPV4;
  }

  static List<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
