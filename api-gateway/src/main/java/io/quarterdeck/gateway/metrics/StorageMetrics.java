package io.quarterdeck.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarterdeck.gateway.cache.Caches;
import jakarta.inject.Singleton;

/** How many objects there are of each resource. */
@Singleton
final class StorageMetrics implements MeterBinder {
  private final Caches caches;

  StorageMetrics(Caches caches) {
    this.caches = caches;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Caches.Of each : caches.all()) {
      Gauge.builder("apiserver_storage_objects", each.cache(), cache -> cache.size())
          .tag("resource", each.kind().type().qualifiedName())
          .register(registry);
    }
  }
}
