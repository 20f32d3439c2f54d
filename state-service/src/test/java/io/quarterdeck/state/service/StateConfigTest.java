package io.quarterdeck.state.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateConfigTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "quarterdeck.tls.ca", "ca.pem",
          "quarterdeck.tls.certificate", "own.pem",
          "quarterdeck.tls.key", "own.key",
          "quarterdeck.database.url", "postgresql://localhost/q",
          "quarterdeck.database.username", "q",
          "quarterdeck.database.password-file", "password",
          "quarterdeck.kafka.bootstrap-servers", "localhost:9092");

  @Test
  void defaults() {
    StateConfig config = config(Map.of());

    assertThat(config.cluster()).isEqualTo("quarterdeck");
    assertThat(config.state().port()).isEqualTo(2379);
    assertThat(config.state().requestSizeMax()).isEqualTo(3 << 20);
    assertThat(config.state().changesRetention()).isEqualTo(Duration.ofDays(7));
    assertThat(config.state().failpoint()).isEmpty();
    assertThat(config.state().spaceQuota().asLongValue()).isEqualTo(32L << 30);
    StateConfig.History history = config.state().history();
    assertThat(history.retention()).isEqualTo(Duration.ofDays(7));
    assertThat(history.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(history.partitionRevisionsMax()).isEqualTo(1_000_000);
    assertThat(history.shortLived())
        .isEqualTo(Set.of("core/events", "events.k8s.io/events", "coordination.k8s.io/leases"));
  }

  @Test
  void everythingAboutHistoryCanBeSet() {
    StateConfig.History history =
        config(
                Map.of(
                    "quarterdeck.state.history.retention", "30d",
                    "quarterdeck.state.history.interval", "10s",
                    "quarterdeck.state.history.partition-revisions-max", "1000",
                    "quarterdeck.state.history.short-lived", "core/pods"))
            .state()
            .history();

    assertThat(history.retention()).isEqualTo(Duration.ofDays(30));
    assertThat(history.interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(history.partitionRevisionsMax()).isEqualTo(1000);
    assertThat(history.shortLived()).isEqualTo(Set.of("core/pods"));
  }

  @Test
  void anUnknownPropertyIsAnError() {
    assertThatThrownBy(() -> config(Map.of("quarterdeck.state.history.retenton", "1d")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("retenton");
  }

  private static StateConfig config(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.putAll(properties);
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(StateConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 1))
        .build()
        .getConfigMapping(StateConfig.class);
  }
}
