package io.quarterdeck.cloud.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.cloud.local.AddressPool.Port;
import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressPoolTest {
  private static final List<String> POOL = List.of("192.0.2.1", "192.0.2.2");

  @Test
  void servicesShareAnAddressUntilTheirPortsClash() {
    ApiObject http = service("a", 80, "192.0.2.1", 1);

    assertThat(choose(service("b", 443, "", 2), http)).hasValue("192.0.2.1");
    assertThat(choose(service("b", 80, "", 2), http)).hasValue("192.0.2.2");
    assertThat(choose(service("c", 80, "", 3), http, service("b", 80, "192.0.2.2", 2))).isEmpty();
  }

  @Test
  void aServiceKeepsItsAddress() {
    assertThat(choose(service("a", 80, "192.0.2.2", 1))).hasValue("192.0.2.2");
  }

  @Test
  void ofTwoWithTheSameAddressTheOlderKeepsIt() {
    ApiObject older = service("a", 80, "192.0.2.1", 1);
    ApiObject younger = service("b", 80, "192.0.2.1", 2);

    assertThat(choose(older, younger)).hasValue("192.0.2.1");
    assertThat(choose(younger, older)).hasValue("192.0.2.2");
  }

  @Test
  void aPortOnWhichTheMachineItselfAnswersIsNotGivenAway() {
    assertThat(
            AddressPool.choose(
                POOL, service("a", 6443, "", 1), List.of(), Set.of(new Port("TCP", 6443))))
        .isEmpty();
  }

  private static Optional<String> choose(ApiObject service, ApiObject... others) {
    return AddressPool.choose(POOL, service, List.of(others), Set.of());
  }

  private static ApiObject service(String uid, int port, String address, int second) {
    String ingress = address.isEmpty() ? "" : "{'ip':'" + address + "'}";
    return ApiObject.parse(
        """
        {'metadata':{'uid':'%s','creationTimestamp':'2026-01-01T00:00:0%dZ'},
         'spec':{'ports':[{'protocol':'TCP','port':%d}]},
         'status':{'loadBalancer':{'ingress':[%s]}}}
        """
            .formatted(uid, second, port, ingress)
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8));
  }
}
