package io.quarterdeck.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the API listens, what it hands out, and the keys that it holds. */
@ConfigMapping(prefix = "quarterdeck.gateway")
public interface GatewayConfig {
  @WithDefault("0.0.0.0")
  String listenAddress();

  @WithDefault("6443")
  int port();

  /**
   * The address at which pods reach the API: the endpoint of the Service {@code kubernetes}, which
   * has none where this is a loopback address.
   */
  @WithDefault("127.0.0.1")
  String advertiseAddress();

  @WithDefault("10.96.0.0/16")
  String serviceCidr();

  @WithDefault("30000-32767")
  String nodePortRange();

  @WithDefault("10.96.0.10")
  String clusterDns();

  /** Lines of token, user, uid and optional groups, as Kubernetes reads them. */
  Optional<Path> tokensFile();

  /** Signs and verifies the tokens of service accounts: PKCS#8 PEM. */
  Path serviceAccountKey();

  /** Wraps the data keys of Secrets: 32 bytes in base64. */
  Path secretsKey();

  /** The certificate that clients of the API see. */
  Path certificate();

  Path key();

  /** How often a watcher that asked for them is sent a bookmark. */
  @WithDefault("30s")
  Duration bookmarkInterval();

  /** How often the objects that every cluster has are looked for, and made where one is gone. */
  @WithDefault("10s")
  Duration bootstrapInterval();

  /** How many requests are worked on at a time; priority levels share them. */
  @WithDefault("600")
  int requestsInFlightMax();

  /**
   * How long a request may take that is no watch and no stream, its body and its answer included.
   */
  @WithDefault("60s")
  Duration requestTimeout();

  /** How often allocations are compared with the Services that hold them. */
  @WithDefault("3m")
  Duration allocationRepairInterval();

  /**
   * How long the past stays readable: watches and lists from before are answered with 410. Zero
   * leaves compaction to somebody else.
   */
  @WithDefault("5m")
  Duration compactionInterval();
}
