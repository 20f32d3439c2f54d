package io.quarterdeck.gateway.http;

import io.quarkus.logging.Log;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.config.TlsConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** The HTTPS server of the API, with one acceptor on each of a few event loops. */
@Singleton
public class ApiServer {
  private static final int LOOPS_MAX = 4;

  private final Vertx vertx;
  private final Exchange exchange;
  private final GatewayConfig gateway;
  private final TlsConfig tls;

  ApiServer(Vertx vertx, Exchange exchange, GatewayConfig gateway, TlsConfig tls) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.gateway = gateway;
    this.tls = tls;
  }

  /** Completes when requests are accepted. */
  public Uni<Void> start() {
    int loops = Math.min(LOOPS_MAX, Runtime.getRuntime().availableProcessors());
    HttpServerOptions options = Tls.options(gateway, tls);
    return Uni.createFrom()
        .completionStage(
            () ->
                vertx
                    .deployVerticle(
                        () -> new Listener(options, exchange),
                        new DeploymentOptions().setInstances(loops))
                    .toCompletionStage())
        .invoke(
            () ->
                Log.infof(
                    "the API listens on https://%s:%d", gateway.listenAddress(), gateway.port()))
        .replaceWithVoid();
  }

  private static final class Listener extends AbstractVerticle {
    private final HttpServerOptions options;
    private final Exchange exchange;

    Listener(HttpServerOptions options, Exchange exchange) {
      this.options = options;
      this.exchange = exchange;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(options)
          .connectionHandler(
              connection -> {
                KeepAlive.set(connection);
                PostUpgrades.allow(connection);
              })
          .requestHandler(exchange::handle)
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
