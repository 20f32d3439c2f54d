package io.quarterdeck.node.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What the agent is told of its node. */
@ConfigMapping(prefix = "quarterdeck.node")
public interface NodeConfig {
  String name();

  /** The address at which other nodes and the gateway reach this one. */
  String ip();

  /** The block that pods of this node get their addresses from. */
  @WithDefault("10.244.0.0/24")
  String podCidr();

  @WithDefault("10.96.0.0/16")
  String serviceCidr();

  @WithDefault("10.96.0.10")
  String clusterDns();

  @WithDefault("cluster.local")
  String clusterDomain();

  /** Everything of this node: containerd, volumes, logs of pods. */
  Path rootDir();

  /** Where the gateway asks for logs. */
  @WithDefault("10250")
  int port();

  /** Image archives that are loaded at the start. */
  Path imagesDir();

  /** The image whose only process holds a pod's namespaces. */
  @WithDefault("docker.io/quarterdeck/pause:1")
  String pauseImage();
}
