package io.quarterdeck.gateway.bootstrap;

import io.quarkus.logging.Log;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.gateway.verb.Creation;
import io.quarterdeck.gateway.verb.Wanted;
import io.quarterdeck.model.apply.Writer;
import io.quarterdeck.model.kind.Kinds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Creates what every cluster has, where it is missing. Safe with several gateways at once. */
@Singleton
public class Bootstrap {
  /** As which the gateway owns what it made itself. */
  private static final String NAME = "kube-apiserver";

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Creation creation;
  private final Caches caches;
  private final GatewayConfig config;
  private volatile boolean done;

  Bootstrap(Creation creation, Caches caches, GatewayConfig config) {
    this.creation = creation;
    this.caches = caches;
    this.config = config;
  }

  public boolean isDone() {
    return done;
  }

  /** Makes what is missing now, and whatever somebody deletes later. */
  public Cancellable start() {
    return Multi.createBy()
        .repeating()
        .uni(this::run)
        .withDelay(config.bootstrapInterval())
        .indefinitely()
        .subscribe()
        .with(ignored -> {});
  }

  /** Completes when everything is there; tries until it is. */
  private Uni<Void> run() {
    return Multi.createFrom()
        .iterable(
            ClusterObjects.of(
                config.serviceCidr(),
                config.clusterDns(),
                config.advertiseAddress(),
                config.port()))
        .onItem()
        .transformToUniAndConcatenate(this::create)
        .collect()
        .last()
        .replaceWithVoid()
        .invoke(() -> done = true)
        .onFailure()
        .invoke(failure -> Log.infof("the cluster's first objects wait: %s", failure.getMessage()))
        .onFailure()
        .retry()
        .withBackOff(PAUSE, PAUSE.multipliedBy(4))
        .indefinitely();
  }

  private Uni<Void> create(ClusterObjects.Wanted wanted) {
    if (caches.of(wanted.type()).get(wanted.object().key()).isPresent()) {
      return Uni.createFrom().voidItem();
    }
    return creation
        .create(
            new Creation.Request(
                Kinds.builtIn().of(wanted.type()),
                Wanted.of(wanted.object()),
                wanted.object().namespace(),
                User.SELF,
                new Writer(NAME, "", Instant.now()),
                Origin.of(User.SELF.name()),
                false))
        .replaceWithVoid()
        .onFailure(failure -> failure instanceof Failure known && known.isAlreadyExists())
        .recoverWithNull();
  }
}
