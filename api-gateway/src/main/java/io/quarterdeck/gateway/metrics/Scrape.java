package io.quarterdeck.gateway.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** All figures of this gateway in the text that Prometheus reads. */
// Deprecated in Micrometer, and the one that Quarkus has.
@SuppressWarnings("deprecation")
@Singleton
public class Scrape {
  public static final String PATH = "/metrics";

  private final PrometheusMeterRegistry registry;

  Scrape(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  public Uni<Reply> get(Call call) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      throw Failures.methodNotAllowed();
    }
    String type = TextFormat.chooseContentType(call.headers().accept());
    return Uni.createFrom()
        .item(() -> registry.scrape(type).getBytes(StandardCharsets.UTF_8))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .map(text -> Reply.Body.of(200, type, text));
  }
}
