package io.quarterdeck.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Where the state-service is. */
@ConfigMapping(prefix = "quarterdeck.state")
public interface StateConfig {
  /** One replica or several, separated by commas: any of them answers. */
  @WithDefault("127.0.0.1:2379")
  List<String> endpoint();

  /** How long a read or write waits for the state-service before it fails. */
  @WithDefault("10s")
  Duration requestTimeout();
}
