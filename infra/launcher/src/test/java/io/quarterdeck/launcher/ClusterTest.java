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

  @Test
  void theNumberOfStateServicesIsRememberedAndBounded() {
    assertThat(Cluster.stateReplicas(Optional.empty(), Optional.empty(), false)).isEqualTo(1);
    assertThat(Cluster.stateReplicas(Optional.empty(), Optional.of(3), true)).isEqualTo(3);
    assertThat(Cluster.stateReplicas(Optional.of(2), Optional.of(3), false)).isEqualTo(2);
    assertThatThrownBy(() -> Cluster.stateReplicas(Optional.of(2), Optional.of(3), true))
        .hasMessageContaining("down, then up --state-replicas 2");
    assertThatThrownBy(() -> Cluster.stateReplicas(Optional.of(0), Optional.empty(), false))
        .hasMessageContaining("1 to 5");
  }
}
