package io.quarterdeck.gateway;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.gateway.allocation.AllocationRepair;
import io.quarterdeck.gateway.bootstrap.Bootstrap;
import io.quarterdeck.gateway.cache.StateFeed;
import io.quarterdeck.gateway.compaction.Compactor;
import io.quarterdeck.gateway.flow.PriorityAndFairness;
import io.quarterdeck.gateway.flow.SchemaStatus;
import io.quarterdeck.gateway.http.ApiServer;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Starts the gateway: it listens at once, and is ready when it knows the state. */
@Singleton
class GatewayService {
  private static final Duration LISTEN_TIMEOUT = Duration.ofSeconds(10);

  private final StateFeed feed;
  private final ApiServer server;
  private final Bootstrap bootstrap;
  private final Compactor compactor;
  private final AllocationRepair repair;
  private final PriorityAndFairness fairness;
  private final SchemaStatus schemas;
  private volatile Cancellable bootstrapping = () -> {};

  GatewayService(
      StateFeed feed,
      ApiServer server,
      Bootstrap bootstrap,
      Compactor compactor,
      AllocationRepair repair,
      PriorityAndFairness fairness,
      SchemaStatus schemas) {
    this.feed = feed;
    this.server = server;
    this.bootstrap = bootstrap;
    this.compactor = compactor;
    this.repair = repair;
    this.fairness = fairness;
    this.schemas = schemas;
  }

  void start(@Observes StartupEvent event) {
    feed.start();
    // A port that is taken ends the start with its reason.
    server.start().await().atMost(LISTEN_TIMEOUT);
    bootstrapping = bootstrap.start();
    compactor.start();
    repair.start();
    fairness.start();
    schemas.start();
  }

  void stop(@Observes ShutdownEvent event) {
    schemas.stop();
    fairness.stop();
    repair.stop();
    compactor.stop();
    bootstrapping.cancel();
    feed.stop();
  }
}
