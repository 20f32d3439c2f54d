package io.quarterdeck.bench.api;

import io.quarterdeck.bench.load.Call;
import io.quarterdeck.bench.load.ClosedLoop;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.FanOut;
import io.quarterdeck.bench.load.Figures;
import io.quarterdeck.bench.load.Measurement;
import io.quarterdeck.bench.process.CpuMeter;
import io.quarterdeck.bench.process.ProcessGroup;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Runs workloads on one server, each in a namespace of its own that is deleted afterwards. */
final class ApiLoad {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int FILL_CONNECTIONS = 8;

  private final ApiServer server;
  private final List<ProcessGroup> processes;
  private final Runnable settle;

  /**
   * Loads for a server.
   *
   * @param processes that serve it
   * @param settle waits until they have done everything that was asked of them
   */
  ApiLoad(ApiServer server, List<ProcessGroup> processes, Runnable settle) {
    this.server = server;
    this.processes = processes;
    this.settle = settle;
  }

  ApiScore run(ApiWorkload workload, Effort effort) throws InterruptedException {
    ConfigMaps objects = new ConfigMaps("bench-" + UUID.randomUUID());
    try (ApiClient admin = new ApiClient(server, 1)) {
      objects.createNamespace(admin);
      try {
        fill(objects, workload.objects());
        settle.run();
        CpuMeter cpu = new CpuMeter(processes);
        Measurement measurement = measure(workload, objects, effort);
        settle.run();
        return new ApiScore(Figures.of(measurement), cpu.usedSeconds());
      } finally {
        objects.deleteNamespace(admin);
        settle.run();
      }
    }
  }

  private Measurement measure(ApiWorkload workload, ConfigMaps objects, Effort effort)
      throws InterruptedException {
    return switch (workload) {
      case ApiWorkload.Creates creates -> creates(objects, creates, effort);
      case ApiWorkload.Gets gets -> reads(gets.connections(), objects.path(0), effort);
      case ApiWorkload.Lists lists -> reads(lists.connections(), objects.path(), effort);
      case ApiWorkload.Watches watches -> watches(objects, watches, effort);
    };
  }

  private Measurement creates(ConfigMaps objects, ApiWorkload.Creates creates, Effort effort)
      throws InterruptedException {
    try (ApiClient client = new ApiClient(server, creates.connections())) {
      return ClosedLoop.run(creates.connections(), effort, creating(client, objects));
    }
  }

  private Measurement reads(int connections, String path, Effort effort)
      throws InterruptedException {
    try (ApiClient client = new ApiClient(server, connections)) {
      return ClosedLoop.run(
          connections,
          effort,
          (number, reply) -> client.call(HttpMethod.GET, path, Buffer.buffer(), OK, reply));
    }
  }

  private Measurement watches(ConfigMaps objects, ApiWorkload.Watches watches, Effort effort)
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
    if (count == 0) {
      return;
    }
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
