package io.quarterdeck.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The figures of the requests with the same labels; looked up once, then only counted. */
final class RequestMeters {
  private static final Duration[] LONG_BUCKETS =
      buckets(
          0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20,
          30, 45, 60);
  private static final Duration[] OBJECTIVE_BUCKETS =
      buckets(
          0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60);
  private static final double[] SIZE_BUCKETS = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private final MeterRegistry registry;
  private final RequestLabels labels;
  private final Timer duration;
  private final Timer objective;
  private final @Nullable DistributionSummary sizes;
  private final AtomicInteger running;
  private final Map<Integer, Counter> byCode = new ConcurrentHashMap<>();

  RequestMeters(MeterRegistry registry, RequestLabels labels, AtomicInteger inFlight) {
    this.registry = registry;
    this.labels = labels;
    this.duration = timer("apiserver_request_duration", LONG_BUCKETS);
    this.objective = timer("apiserver_request_sli_duration", OBJECTIVE_BUCKETS);
    this.sizes = labels.reads() ? sizes() : null;
    this.running = labels.lasts() ? longRunning() : inFlight;
  }

  private static Duration[] buckets(double... seconds) {
    return DoubleStream.of(seconds)
        .mapToObj(each -> Duration.ofMillis(Math.round(each * 1_000)))
        .toArray(Duration[]::new);
  }

  private Timer timer(String name, Duration[] buckets) {
    return Timer.builder(name)
        .tags(labels.tagsWithDryRun())
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private DistributionSummary sizes() {
    return DistributionSummary.builder("apiserver_response_sizes")
        .tags(labels.tags())
        .serviceLevelObjectives(SIZE_BUCKETS)
        .register(registry);
  }

  private AtomicInteger longRunning() {
    AtomicInteger count = new AtomicInteger();
    registry.gauge("apiserver_longrunning_requests", labels.tags(), count);
    return count;
  }

  void begin() {
    running.incrementAndGet();
  }

  void end(int code, long nanos, long bytes) {
    running.decrementAndGet();
    byCode.computeIfAbsent(code, this::counter).increment();
    duration.record(nanos, TimeUnit.NANOSECONDS);
    objective.record(nanos, TimeUnit.NANOSECONDS);
    if (sizes != null) {
      sizes.record((double) bytes);
    }
  }

  private Counter counter(int code) {
    return Counter.builder("apiserver_request")
        .tags(labels.tagsWithDryRun())
        .tag("code", Integer.toString(code))
        .register(registry);
  }
}
