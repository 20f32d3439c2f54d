package io.quarterdeck.bench.api;

import io.quarterdeck.bench.load.Call;
import io.quarterdeck.bench.load.ClosedLoop;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.FanOut;
import io.quarterdeck.bench.load.Measurement;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.UUID;

/** Runs workloads on one server, each in a namespace of its own that is deleted afterwards. */
final class ApiLoad {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int FILL_CONNECTIONS = 8;

  private final ApiServer server;
  private final Effort effort;

  ApiLoad(ApiServer server, Effort effort) {
    this.server = server;
    this.effort = effort;
  }

  Measurement run(ApiWorkload workload) throws InterruptedException {
    ConfigMaps objects = new ConfigMaps("bench-" + UUID.randomUUID());
    try (ApiClient admin = new ApiClient(server, 1)) {
      objects.createNamespace(admin);
      try {
        return switch (workload) {
          case ApiWorkload.Creates creates -> creates(objects, creates);
          case ApiWorkload.Gets gets -> gets(objects, gets);
          case ApiWorkload.Lists lists -> lists(objects, lists);
          case ApiWorkload.Watches watches -> watches(objects, watches);
        };
      } finally {
        objects.deleteNamespace(admin);
      }
    }
  }

  private Measurement creates(ConfigMaps objects, ApiWorkload.Creates creates)
      throws InterruptedException {
    try (ApiClient client = new ApiClient(server, creates.connections())) {
      return ClosedLoop.run(creates.connections(), effort, creating(client, objects));
    }
  }

  private Measurement gets(ConfigMaps objects, ApiWorkload.Gets gets) throws InterruptedException {
    fill(objects, 1);
    return reads(gets.connections(), objects.path(0));
  }

  private Measurement lists(ConfigMaps objects, ApiWorkload.Lists lists)
      throws InterruptedException {
    fill(objects, lists.objects());
    return reads(lists.connections(), objects.path());
  }

  private Measurement reads(int connections, String path) throws InterruptedException {
    try (ApiClient client = new ApiClient(server, connections)) {
      return ClosedLoop.run(
          connections,
          effort,
          (number, reply) -> client.call(HttpMethod.GET, path, Buffer.buffer(), OK, reply));
    }
  }

  private Measurement watches(ConfigMaps objects, ApiWorkload.Watches watches)
      throws InterruptedException {
    FanOut fanOut = new FanOut(watches.watchers());
    try (ApiClient watchers = new ApiClient(server, watches.watchers());
        ApiClient client = new ApiClient(server, watches.connections())) {
      for (int i = 0; i < watches.watchers(); i++) {
        watchers.watch(
            objects.path() + "?watch=true", line -> fanOut.delivered(ConfigMaps.number(line)));
      }
      Call create = creating(client, objects);
      Measurement unused =
          ClosedLoop.run(
              watches.connections(),
              effort,
              (number, reply) -> {
                fanOut.sending(number);
                create.send(number, reply);
              });
      return fanOut.await();
    }
  }

  private void fill(ConfigMaps objects, int count) throws InterruptedException {
    int connections = Math.min(count, FILL_CONNECTIONS);
    try (ApiClient client = new ApiClient(server, connections)) {
      Measurement unused =
          ClosedLoop.run(
              connections, new Effort(Duration.ofMinutes(1), count), creating(client, objects));
    }
  }

  private static Call creating(ApiClient client, ConfigMaps objects) {
    return (number, reply) ->
        client.call(HttpMethod.POST, objects.path(), ConfigMaps.body(number), CREATED, reply);
  }
}
