package io.quarterdeck.node;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the node is registered and knows what is to run on it. */
@Readiness
@ApplicationScoped
class NodeReadiness implements HealthCheck {
  private final NodeService node;

  NodeReadiness(NodeService node) {
    this.node = node;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("node").status(node.isReady()).build();
  }
}
