package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** ServiceCIDRs: ranges of addresses that Services are given, one of each family at most. */
final class ServiceRangeStrategy extends SpecStrategy {
  private static final int FAMILIES = 2;
  private static final String FIELD = "spec.cidrs";

  ServiceRangeStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject range) {
    Problems problems = new Problems();
    JsonNode cidrs = range.at("spec", "cidrs");
    if (cidrs.isEmpty()) {
      problems.required(FIELD, "at least one CIDR required");
    } else if (cidrs.size() > FAMILIES) {
      problems.invalid(FIELD, range.at("spec"), "may only hold up to 2 values");
    } else if (cidrs.size() == FAMILIES && !ofBothFamilies(cidrs)) {
      problems.invalid(
          FIELD,
          range.at("spec"),
          "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and"
              + " 2001:db8::/64");
    } else {
      problems.each(cidrs, FIELD, FAMILIES, (cidr, at) -> cidr(cidr, at, problems));
    }
    return problems.list();
  }

  private static void cidr(JsonNode cidr, String at, Problems problems) {
    Names.cidr(cidr.asText()).forEach(problem -> problems.invalid(at, cidr, problem));
  }

  private static boolean ofBothFamilies(JsonNode cidrs) {
    boolean allValid = cidrs.valueStream().allMatch(each -> Names.cidr(each.asText()).isEmpty());
    long ofSixth = cidrs.valueStream().filter(each -> each.asText().contains(":")).count();
    return allValid && ofSixth == 1;
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject range, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(range.at("spec", "cidrs"), old.at("spec", "cidrs"), FIELD);
    return problems.list();
  }

  @Override
  public List<String> warnings(ApiObject range) {
    return range.at("spec", "cidrs").valueStream().anyMatch(each -> each.asText().contains(":"))
        ? List.of("spec.cidrs: ranges of IPv6 have no effect yet: Services get IPv4 addresses")
        : List.of();
  }
}
