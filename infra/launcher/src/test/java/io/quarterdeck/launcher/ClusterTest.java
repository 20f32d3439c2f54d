package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterTest {

  @Test
  void thePortIsTheOneAskedForElseTheStoredElseTheUsual() {
    assertThat(Cluster.port(Optional.of(7000), Optional.of(8000), false)).isEqualTo(7000);
    assertThat(Cluster.port(Optional.empty(), Optional.of(8000), false)).isEqualTo(8000);
    assertThat(Cluster.port(Optional.empty(), Optional.empty(), false)).isEqualTo(6443);
  }

  @Test
  void aRunningClusterKeepsItsPort() {
    assertThat(Cluster.port(Optional.empty(), Optional.of(8000), true)).isEqualTo(8000);
    assertThat(Cluster.port(Optional.of(8000), Optional.of(8000), true)).isEqualTo(8000);
    assertThatThrownBy(() -> Cluster.port(Optional.of(7000), Optional.of(8000), true))
        .hasMessage("the API listens on port 8000; for another: down, then up --port 7000");
  }
}
