package io.quarterdeck.role.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarterdeck.bus.KafkaSettings;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.http.HttpApi;
import io.quarterdeck.role.http.PemFiles;
import io.quarterdeck.role.leader.LeaderElection;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where a role begins: {@code runtime.elected("controller", "kube-controller-manager")} makes its
 * manager; the role adds its controllers and calls {@link #start}, which begins to show them in
 * status and health.
 */
@ApplicationScoped
public class RoleRuntime {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final RoleConfig config;
  private final MeterRegistry metrics;
  private final List<ControllerManager> managers = new CopyOnWriteArrayList<>();

  RoleRuntime(RoleConfig config, MeterRegistry metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /** A manager that acts only while it holds the Lease {@code kube-system/<lease>}. */
  public ControllerManager elected(String role, String lease) {
    String identity = Optional.ofNullable(System.getenv("HOSTNAME")).orElse(role);
    return manager(role)
        .electedBy(
            new LeaderElection(
                api(role, LeaderElection.CALL_TIMEOUT),
                new ObjectKey("kube-system", lease),
                identity + "_" + UUID.randomUUID(),
                Clock.systemUTC()));
  }

  /** A manager that acts in every process: of a role that there is one of for each node. */
  public ControllerManager manager(String role) {
    RoleConfig.Tls tls = config.tls();
    KafkaSettings kafka =
        new KafkaSettings(
            config.kafka().bootstrapServers(),
            Optional.of(new KafkaSettings.Tls(tls.ca(), tls.certificate(), tls.key())),
            config.kafka().clientProperties());
    return new ControllerManager(role, config.cluster(), kafka, api(role, CALL_TIMEOUT), metrics);
  }

  public void start(ControllerManager manager) {
    managers.add(manager);
    manager.start();
  }

  List<ControllerManager> managers() {
    return List.copyOf(managers);
  }

  void routes(@Observes Router router) {
    router
        .get("/role/status")
        .handler(
            request ->
                request
                    .response()
                    .putHeader("content-type", "application/json")
                    .end(status().toString()));
  }

  void stop(@Observes ShutdownEvent event) {
    managers.forEach(ControllerManager::close);
  }

  private Api api(String role, Duration timeout) {
    RoleConfig.Tls tls = config.tls();
    return new HttpApi(
        config.api().server(),
        PemFiles.context(tls.ca(), tls.certificate(), tls.key()),
        "quarterdeck-" + role,
        timeout);
  }

  private ObjectNode status() {
    ObjectNode status = Json.object();
    ArrayNode controllers = Json.MAPPER.createArrayNode();
    for (ControllerManager manager : managers) {
      status.put("role", manager.role());
      status.put("leader", manager.isLeading());
      status.put("caughtUp", manager.isCaughtUp());
      for (Controller each : manager.controllers()) {
        controllers
            .addObject()
            .put("name", each.name())
            .put("queueDepth", each.queueDepth())
            .put("parked", each.parked())
            .put("retries", each.retries())
            .put("unacknowledged", each.unacknowledged());
      }
    }
    status.set("controllers", controllers);
    return status;
  }
}
