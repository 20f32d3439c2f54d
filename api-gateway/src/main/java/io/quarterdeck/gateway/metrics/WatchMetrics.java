package io.quarterdeck.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarterdeck.model.ResourceType;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the events of watches. Thread-safe. */
@Singleton
public class WatchMetrics {
  private static final double[] SIZE_BUCKETS = {
    1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072
  };

  private final MeterRegistry registry;
  private final Map<ResourceType, OfKind> meters = new ConcurrentHashMap<>();

  WatchMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The events of one kind. */
  public static final class OfKind {
    private final Counter events;
    private final DistributionSummary sizes;

    OfKind(MeterRegistry registry, ResourceType type) {
      Tags tags = Tags.of("group", type.group(), "kind", type.kind(), "version", type.version());
      this.events = registry.counter("apiserver_watch_events", tags);
      this.sizes =
          DistributionSummary.builder("apiserver_watch_events_sizes")
              .tags(tags)
              .serviceLevelObjectives(SIZE_BUCKETS)
              .register(registry);
    }

    public void sent(int bytes) {
      events.increment();
      sizes.record(bytes);
    }
  }

  public OfKind of(ResourceType type) {
    return meters.computeIfAbsent(type, each -> new OfKind(registry, each));
  }
}
