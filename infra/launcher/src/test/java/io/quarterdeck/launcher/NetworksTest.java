package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.launcher.Networks.Block;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

  @ParameterizedTest
  @CsvSource({
    "10.244.0.0/24, 10.244.0.7/32, true",
    "10.244.0.0/24, 10.244.1.0/24, false",
    "10.0.0.0/8, 10.244.0.0/24, true",
    "192.0.2.0/24, 198.51.100.0/24, false",
  })
  void blocksOverlapWhenOneHoldsTheOther(String one, String other, boolean overlap) {
    assertThat(Block.parse(one).overlaps(Block.parse(other))).isEqualTo(overlap);
    assertThat(Block.parse(other).overlaps(Block.parse(one))).isEqualTo(overlap);
  }

  @Test
  void aSecondClusterGetsNetworksOfItsOwn() {
    Networks networks =
        new Networks(
            List.of(Block.parse("10.244.0.0/24"), Block.parse("10.96.0.10/32")), "192.0.2.2");

    assertThat(networks.freePodCidr()).isEqualTo("10.245.0.0/24");
    assertThat(networks.freeServiceCidr()).isEqualTo("10.97.0.0/16");
  }

  @Test
  void existingServicesKeepTheirNetworkOrTheClusterIsNotMade() {
    Networks networks = new Networks(List.of(Block.parse("10.96.0.0/16")), "192.0.2.2");

    assertThat(networks.serviceCidr("10.97.0.0/16")).isEqualTo("10.97.0.0/16");
    assertThatThrownBy(() -> networks.serviceCidr("10.96.0.0/16"))
        .hasMessage(
            "the backup's Services have addresses of 10.96.0.0/16, which this machine or another cluster on it uses already");
  }

  @Test
  void theKernelsTableIsReadBackwardsAndWithoutTheDefaultRoute() {
    assertThat(
            Networks.routes(
                List.of(
                    "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT",
                    "eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0",
                    "eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0")))
        .containsExactly(Block.parse("192.0.2.0/24"));
  }

  @Test
  void hostsAreCounted() {
    assertThat(Networks.host("10.96.0.0/16", 10)).isEqualTo("10.96.0.10");
  }
}
