package io.quarterdeck.node.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** Answers each health check on its port. Answers come from event loops; changes block. */
final class HealthCheckServers {
  private static final int NOT_FOUND = 404;

  /** Java's client offers an upgrade to HTTP/2, and at times gets no answer after one. */
  private static final HttpServerOptions OPTIONS =
      new HttpServerOptions().setHttp2ClearTextEnabled(false);

  private final Vertx vertx;
  private final String address;
  private final Map<Integer, HttpServer> servers = new HashMap<>();
  private volatile SortedMap<Integer, HealthCheck> checks = new TreeMap<>();

  HealthCheckServers(Vertx vertx, String address) {
    this.vertx = vertx;
    this.address = address;
  }

  /** Listens where it is asked for from now on; says which ports somebody else has. */
  synchronized void apply(SortedMap<Integer, HealthCheck> wanted) throws IOException {
    checks = wanted;
    for (int port : List.copyOf(servers.keySet())) {
      if (!wanted.containsKey(port)) {
        servers.remove(port).close().toCompletionStage().toCompletableFuture().join();
      }
    }
    List<Integer> missing =
        wanted.keySet().stream()
            .filter(port -> !servers.containsKey(port) && !listen(port))
            .toList();
    if (!missing.isEmpty()) {
      throw new IOException("health checks cannot listen on the ports " + missing);
    }
  }

  private boolean listen(int port) {
    HttpServer server =
        vertx.createHttpServer(OPTIONS).requestHandler(request -> answer(port, request));
    try {
      server.listen(port, address).toCompletionStage().toCompletableFuture().join();
      servers.put(port, server);
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  private void answer(int port, HttpServerRequest request) {
    HealthCheck check = checks.get(port);
    if (check == null) {
      request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    request
        .response()
        .setStatusCode(check.status())
        .putHeader("Content-Type", "application/json")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Load-Balancing-Endpoint-Weight", Integer.toString(check.localEndpoints()))
        .end(check.body());
  }
}
