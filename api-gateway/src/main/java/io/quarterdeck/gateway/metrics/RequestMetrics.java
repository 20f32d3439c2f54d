package io.quarterdeck.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestEnd;
import io.quarterdeck.gateway.request.RequestInfo;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times requests. Thread-safe. */
@Singleton
public class RequestMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger reading;
  private final AtomicInteger mutating;
  private final Map<RequestLabels, RequestMeters> meters = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.reading = inFlight("readOnly");
    this.mutating = inFlight("mutating");
  }

  private AtomicInteger inFlight(String kind) {
    AtomicInteger count = new AtomicInteger();
    registry.gauge("apiserver_current_inflight_requests", Tags.of("request_kind", kind), count);
    return count;
  }

  /** Counts a request when it is over. */
  public void observe(HttpServerRequest request, RequestInfo info, Query query, RequestEnd over) {
    String contentType = request.getHeader("Content-Type");
    RequestLabels labels =
        RequestLabels.of(
            request.method().name(),
            info,
            contentType == null ? "" : contentType,
            query.all("dryRun"));
    RequestMeters counted = meters.computeIfAbsent(labels, this::of);
    long begin = System.nanoTime();
    counted.begin();
    HttpServerResponse response = request.response();
    over.then(
        () ->
            counted.end(
                response.getStatusCode(), System.nanoTime() - begin, response.bytesWritten()));
  }

  private RequestMeters of(RequestLabels labels) {
    return new RequestMeters(registry, labels, labels.mutates() ? mutating : reading);
  }
}
