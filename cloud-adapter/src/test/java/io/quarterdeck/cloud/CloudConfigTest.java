package io.quarterdeck.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CloudConfigTest {
  @Test
  void defaults() {
    CloudConfig config = config(Map.of());

    assertThat(config.provider()).isEqualTo("local");
    assertThat(config.local().addresses()).isEmpty();
    assertThat(config.local().reservedPorts()).isEqualTo(Set.of(6443, 10250));
  }

  @Test
  void everythingCanBeSet() {
    CloudConfig config =
        config(
            Map.of(
                "quarterdeck.cloud.provider", "other",
                "quarterdeck.cloud.local.addresses", "192.0.2.1,198.51.100.0/30",
                "quarterdeck.cloud.local.reserved-ports", "7443"));

    assertThat(config.provider()).isEqualTo("other");
    assertThat(config.local().addresses()).hasValue(List.of("192.0.2.1", "198.51.100.0/30"));
    assertThat(config.local().reservedPorts()).isEqualTo(Set.of(7443));
  }

  @Test
  void anUnknownPropertyIsAnError() {
    assertThatThrownBy(() -> config(Map.of("quarterdeck.cloud.local.adresses", "192.0.2.1")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("adresses");
  }

  private static CloudConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(CloudConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 1))
        .build()
        .getConfigMapping(CloudConfig.class);
  }
}
