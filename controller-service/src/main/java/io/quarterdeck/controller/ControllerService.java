package io.quarterdeck.controller;

import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.controller.discovery.HttpDiscovery;
import io.quarterdeck.role.http.PemFiles;
import io.quarterdeck.role.run.ControllerManager;
import io.quarterdeck.role.run.RoleConfig;
import io.quarterdeck.role.run.RoleRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;

/** Starts the controllers of this role; they act while this process holds the role's Lease. */
@ApplicationScoped
class ControllerService {
  private static final String LEASE = "kube-controller-manager";

  private final RoleRuntime runtime;
  private final RoleConfig role;
  private final ControllersConfig config;

  ControllerService(RoleRuntime runtime, RoleConfig role, ControllersConfig config) {
    this.runtime = runtime;
    this.role = role;
    this.config = config;
  }

  void start(@Observes StartupEvent event) throws IOException {
    Clock clock = Clock.systemUTC();
    ControllerManager manager = runtime.elected("controller", LEASE);
    HttpDiscovery discovery =
        new HttpDiscovery(
            role.api().server(),
            PemFiles.context(role.tls().ca(), role.tls().certificate(), role.tls().key()),
            clock);
    new Wiring(manager, discovery, config, Files.readString(role.tls().ca()), clock).addAll();
    runtime.start(manager);
  }
}
