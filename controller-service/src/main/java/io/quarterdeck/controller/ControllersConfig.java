package io.quarterdeck.controller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set about the controllers. */
@ConfigMapping(prefix = "quarterdeck.controllers")
public interface ControllersConfig {
  /** How long a node may say nothing before it counts as lost. */
  @WithDefault("50s")
  Duration nodeMonitorGracePeriod();

  /** How long a node may be missing before its Pods are deleted. */
  @WithDefault("40s")
  Duration missingNodeQuarantine();

  /** How many Pods that have ended are kept; 0: all. */
  @WithDefault("12500")
  int terminatedPodsMax();

  /** How long an Event is kept after it was last added to. */
  @WithDefault("1h")
  Duration eventTtl();
}
