package io.quarterdeck.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControllersConfigTest {
  @Test
  void defaults() {
    ControllersConfig config = config(Map.of());

    assertThat(config.nodeMonitorGracePeriod()).isEqualTo(Duration.ofSeconds(50));
    assertThat(config.missingNodeQuarantine()).isEqualTo(Duration.ofSeconds(40));
    assertThat(config.terminatedPodsMax()).isEqualTo(12500);
    assertThat(config.eventTtl()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void everythingCanBeSet() {
    ControllersConfig config =
        config(
            Map.of(
                "quarterdeck.controllers.node-monitor-grace-period", "20s",
                "quarterdeck.controllers.missing-node-quarantine", "5s",
                "quarterdeck.controllers.terminated-pods-max", "7",
                "quarterdeck.controllers.event-ttl", "2m"));

    assertThat(config.nodeMonitorGracePeriod()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.missingNodeQuarantine()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.terminatedPodsMax()).isEqualTo(7);
    assertThat(config.eventTtl()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void anUnknownPropertyIsAnError() {
    assertThatThrownBy(() -> config(Map.of("quarterdeck.controllers.event-tll", "2m")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("event-tll");
  }

  private static ControllersConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ControllersConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 1))
        .build()
        .getConfigMapping(ControllersConfig.class);
  }
}
