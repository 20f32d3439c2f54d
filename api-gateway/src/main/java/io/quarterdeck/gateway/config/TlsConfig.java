package io.quarterdeck.gateway.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The cluster's CA, and the identity under which the gateway is a client of other roles. */
@ConfigMapping(prefix = "quarterdeck.tls")
public interface TlsConfig {
  Path ca();

  Path certificate();

  Path key();
}
