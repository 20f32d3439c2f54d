package io.quarterdeck.cloud;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the cluster runs. */
@ConfigMapping(prefix = "quarterdeck.cloud")
public interface CloudConfig {
  @WithDefault("local")
  String provider();

  Local local();

  /** Machines that nobody else manages. */
  interface Local {
    /** Addresses or CIDRs for load balancers; without any, those of the nodes. */
    Optional<List<String>> addresses();

    /** TCP ports of those addresses on which something else answers. */
    @WithDefault("6443,10250")
    Set<Integer> reservedPorts();
  }
}
