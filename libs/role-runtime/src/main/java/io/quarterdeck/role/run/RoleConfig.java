package io.quarterdeck.role.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What every role is told. */
@ConfigMapping(prefix = "quarterdeck")
public interface RoleConfig {
  @WithDefault("quarterdeck")
  String cluster();

  Tls tls();

  ApiServer api();

  Kafka kafka();

  /** The role's identity, as PEM files. */
  interface Tls {
    Path ca();

    Path certificate();

    Path key();
  }

  /** Where the API is. */
  interface ApiServer {
    @WithDefault("https://127.0.0.1:6443")
    URI server();
  }

  /** Where the brokers are, and what else a client of somebody else's brokers needs. */
  interface Kafka {
    String bootstrapServers();

    Optional<Path> clientProperties();
  }
}
