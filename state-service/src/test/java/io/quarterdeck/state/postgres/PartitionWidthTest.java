package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionWidthTest {
  private final PartitionWidth width = new PartitionWidth(Duration.ofHours(20), 1_000_000);

  @Test
  void followsHowFastTheLastOneWasFilled() {
    assertThat(width.first()).isEqualTo(10_000);
    assertThat(width.after(100_000, Duration.ofHours(20))).isEqualTo(100_000);
    assertThat(width.after(100_000, Duration.ofHours(10))).isEqualTo(200_000);
    assertThat(width.after(100_000, Duration.ofHours(40))).isEqualTo(50_000);
  }

  @Test
  void changesByAFactorOfFourAtMost() {
    assertThat(width.after(100_000, Duration.ofSeconds(1))).isEqualTo(400_000);
    assertThat(width.after(100_000, Duration.ofDays(100))).isEqualTo(25_000);
  }

  @Test
  void staysWithinItsBounds() {
    assertThat(width.after(1_000_000, Duration.ZERO)).isEqualTo(1_000_000);
    assertThat(width.after(10_000, Duration.ofDays(100))).isEqualTo(10_000);
  }
}
