package io.quarterdeck.gateway.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterObjectsTest {
  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.1", "api.example, api.example", "127.0.0.1, ''", "::1, ''"})
  void tellsPodsOfNoAddressThatLeadsThemToThemselves(String advertised, String told) {
    ApiObject slice =
        ClusterObjects.of("10.96.0.0/16", "10.96.0.10", advertised, 6443).stream()
            .filter(each -> each.type().equals(Resources.ENDPOINT_SLICES))
            .findFirst()
            .orElseThrow()
            .object();
    assertThat(slice.at("endpoints").path(0).path("addresses").path(0).asText()).isEqualTo(told);
  }
}
