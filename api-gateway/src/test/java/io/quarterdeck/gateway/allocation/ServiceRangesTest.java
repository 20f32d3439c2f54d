package io.quarterdeck.gateway.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRangesTest {
  private static final Ipv4Range CONFIGURED = Ipv4Range.parse("10.96.0.0/16");
  private static final String READY = "\"conditions\":[{\"type\":\"Ready\",\"status\":\"%s\"}]";

  @Test
  void haveTheConfiguredOneWhileItsObjectIsMissing() {
    assertThat(ranges().contains("10.96.0.7")).isTrue();
    ServiceRanges further = ranges(serviceCidr("more", "10.97.0.0/28", ""));
    assertThat(further.contains("10.96.0.7")).isTrue();
    assertThat(further.contains("10.97.0.7")).isTrue();
  }

  @Test
  void areThoseOfObjectsThatAreReady() {
    ApiObject standard = serviceCidr("kubernetes", "10.96.0.0/28", READY.formatted("True"));
    assertThat(ranges(standard).contains("10.96.0.7")).isTrue();
    assertThat(ranges(standard).contains("10.96.7.7")).isFalse();

    ApiObject refused = serviceCidr("kubernetes", "10.96.0.0/28", READY.formatted("False"));
    assertThat(ranges(refused).ranges()).isEmpty();

    standard.json().withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(ranges(standard).ranges()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"fd00::/112", "10.9.0.0/31", "10.9.0.0/32", "0.0.0.0/0"})
  void leaveOutWhatHasNoAddressToGive(String cidr) {
    assertThat(ranges(serviceCidr("kubernetes", cidr, "")).ranges()).isEmpty();
  }

  @Test
  void goOnWithTheNextWhenOneIsFull() {
    ServiceRanges ranges =
        ranges(
            serviceCidr("kubernetes", "10.9.0.0/30", ""), serviceCidr("more", "10.9.1.0/30", ""));
    Set<String> taken = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 4; i++) {
      taken.add(ranges.free(taken::contains, random).orElseThrow());
    }
    assertThat(taken).containsExactlyInAnyOrder("10.9.0.1", "10.9.0.2", "10.9.1.1", "10.9.1.2");
    assertThat(ranges.free(taken::contains, random)).isEmpty();
  }

  /** A sixteenth of a range, and 16 to 256 addresses, are given last. */
  @ParameterizedTest
  @CsvSource({"10.9.0.0/28, 0", "10.9.0.0/27, 16", "10.9.0.0/23, 32", "10.9.0.0/16, 256"})
  void keepTheBeginningForThoseWhoChoose(String cidr, int kept) {
    Ipv4Range range = Ipv4Range.parse(cidr);
    Set<Long> given = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      String address = range.free(it -> false, random).orElseThrow();
      given.add(Ipv4Range.number(address).orElseThrow() - range.first());
    }
    assertThat(given).allMatch(offset -> offset >= kept);
    assertThat(range.free(it -> Ipv4Range.number(it).orElseThrow() != range.first(), random))
        .contains("10.9.0.1");
  }

  private static ServiceRanges ranges(ApiObject... serviceCidrs) {
    return ServiceRanges.of(List.of(serviceCidrs), CONFIGURED);
  }

  private static ApiObject serviceCidr(String name, String cidr, String status) {
    return ApiObject.parse(
        """
        {"metadata":{"name":"%s"},"spec":{"cidrs":["%s"]},"status":{%s}}"""
            .formatted(name, cidr, status)
            .getBytes(StandardCharsets.UTF_8));
  }
}
