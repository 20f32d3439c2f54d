package io.quarterdeck.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the state-service is. */
@ConfigMapping(prefix = "quarterdeck.state")
public interface StateConfig {
  @WithDefault("127.0.0.1:2379")
  String endpoint();

  /** How long a read or write waits for the state-service before it fails. */
  @WithDefault("10s")
  Duration requestTimeout();
}
