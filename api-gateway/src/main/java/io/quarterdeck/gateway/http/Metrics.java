package io.quarterdeck.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarterdeck.gateway.request.RequestInfo;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times requests under the names that dashboards of Kubernetes expect. */
@ApplicationScoped
public class Metrics {
  private final MeterRegistry registry;
  private final AtomicInteger longRunning;
  private final AtomicInteger inFlight;

  Metrics(MeterRegistry registry) {
    this.registry = registry;
    this.longRunning = new AtomicInteger();
    this.inFlight = new AtomicInteger();
    registry.gauge("apiserver_longrunning_requests", longRunning);
    registry.gauge("apiserver_current_inflight_requests", inFlight);
  }

  /** Counts a request when its response has ended or its connection is gone. */
  void observe(RequestInfo info, HttpServerResponse response) {
    long begin = System.nanoTime();
    boolean lasts = info.verb().equals("watch") || info.subresource().equals("log");
    AtomicInteger running = lasts ? longRunning : inFlight;
    running.incrementAndGet();
    response.endHandler(
        end -> {
          running.decrementAndGet();
          count(info, response.getStatusCode());
          if (!lasts) {
            time(info, System.nanoTime() - begin);
          }
        });
  }

  private void count(RequestInfo info, int code) {
    registry
        .counter(
            "apiserver_request",
            "verb",
            info.verb().toUpperCase(Locale.ROOT),
            "group",
            info.group(),
            "version",
            info.version(),
            "resource",
            info.resource(),
            "subresource",
            info.subresource(),
            "code",
            Integer.toString(code))
        .increment();
  }

  private void time(RequestInfo info, long nanos) {
    Timer.builder("apiserver_request_duration")
        .tag("verb", info.verb().toUpperCase(Locale.ROOT))
        .tag("resource", info.resource())
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
