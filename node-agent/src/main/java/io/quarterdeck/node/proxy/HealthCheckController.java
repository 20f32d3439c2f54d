package io.quarterdeck.node.proxy;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.run.ControllerManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;

/** Keeps what this node answers to load balancers at what Services and EndpointSlices say. */
public final class HealthCheckController implements Reconciler {
  private static final ObjectKey ALL = ObjectKey.cluster("all");
  private static final String EVERYWHERE = "0.0.0.0";

  private final ObjectCache cache;
  private final String node;
  private final HealthCheckServers servers;

  HealthCheckController(ObjectCache cache, String node, HealthCheckServers servers) {
    this.cache = cache;
    this.node = node;
    this.servers = servers;
  }

  /** Adds it to the controllers of a node. */
  public static void register(ControllerManager manager, Vertx vertx, String node) {
    manager
        .controller("service-health")
        .watches(Resources.SERVICES, _ -> List.of(ALL))
        .watches(Resources.ENDPOINT_SLICES, _ -> List.of(ALL))
        .workers(1)
        .reconcile(
            new HealthCheckController(
                manager.cache(), node, new HealthCheckServers(vertx, EVERYWHERE)));
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) throws IOException {
    servers.apply(
        HealthCheck.plan(
            cache.list(Resources.SERVICES, ""), cache.list(Resources.ENDPOINT_SLICES, ""), node));
    return Outcome.DONE;
  }
}
