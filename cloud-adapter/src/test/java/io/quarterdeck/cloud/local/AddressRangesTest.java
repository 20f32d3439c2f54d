package io.quarterdeck.cloud.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
  @Test
  void rangesAreWrittenOut() {
    assertThat(AddressRanges.expand(List.of("192.0.2.9", "198.51.100.254/31", "203.0.113.7/32")))
        .containsExactly("192.0.2.9", "198.51.100.254", "198.51.100.255", "203.0.113.7");
    assertThat(AddressRanges.expand(List.of("10.0.0.0/20"))).hasSize(4096);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host.example", "10.0.0.0/8", "10.0.0.0/33", "10.0.0.0/x", "fd00::/64"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> AddressRanges.expand(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
