package io.quarterdeck.cloud;

import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.cloud.loadbalancer.BalancerController;
import io.quarterdeck.cloud.local.AddressRanges;
import io.quarterdeck.cloud.local.LocalProvider;
import io.quarterdeck.cloud.node.NodeController;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.event.EventRecorder;
import io.quarterdeck.role.run.ControllerManager;
import io.quarterdeck.role.run.RoleConfig;
import io.quarterdeck.role.run.RoleRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Starts this role's controllers; they act while this process holds the role's Lease. */
@ApplicationScoped
class CloudService {
  private static final String LEASE = "cloud-controller-manager";
  private static final Duration RESYNC = Duration.ofMinutes(5);

  private final RoleRuntime runtime;
  private final RoleConfig role;
  private final CloudConfig config;

  CloudService(RoleRuntime runtime, RoleConfig role, CloudConfig config) {
    this.runtime = runtime;
    this.role = role;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    Provider provider = provider();
    ControllerManager manager = runtime.elected("cloud-adapter", LEASE);
    manager
        .controller("cloud-node")
        .watches(Resources.NODES)
        .resyncEvery(RESYNC)
        .reconcile(new NodeController(manager.cache(), manager.api(), provider));
    BalancerController balancers =
        new BalancerController(
            manager.cache(),
            manager.api(),
            new EventRecorder(manager.plainApi(), "service-controller", Clock.systemUTC()),
            provider);
    manager
        .controller("service-lb")
        .watches(Resources.SERVICES)
        .watches(Resources.NODES, change -> balancers.dependingOn(change.before(), change.after()))
        .workers(1)
        .reconcile(balancers);
    runtime.start(manager);
  }

  private Provider provider() {
    if (!config.provider().equals("local")) {
      throw new IllegalArgumentException(
          "quarterdeck.cloud.provider: there is no provider " + config.provider());
    }
    List<String> addresses = AddressRanges.expand(config.local().addresses().orElse(List.of()));
    return new LocalProvider(role.cluster(), addresses, config.local().reservedPorts());
  }
}
