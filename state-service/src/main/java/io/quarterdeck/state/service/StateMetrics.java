package io.quarterdeck.state.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.quota.Quota;
import io.quarterdeck.state.retention.Retention;
import io.quarterdeck.state.watch.WatchHub;

/** What the process tells of itself. */
final class StateMetrics {
  private StateMetrics() {}

  static void register(MeterRegistry metrics, StateService service) {
    metrics.gauge("quarterdeck_state_leading", service, it -> it.leads() ? 1 : 0);
  }

  static void register(MeterRegistry metrics, Store store, WatchHub hub, Publication publication) {
    metrics.gauge("quarterdeck_state_revision", store, it -> it.position().revision());
    metrics.gauge(
        "quarterdeck_state_compact_revision", store, it -> it.position().compactRevision());
    metrics.gauge("quarterdeck_state_epoch", store, it -> it.position().epoch());
    metrics.gauge("quarterdeck_state_keys", store, Store::size);
    metrics.gauge("quarterdeck_state_memory_bytes", store, it -> it.position().bytes());
    metrics.gauge("quarterdeck_state_watches", hub, WatchHub::watchers);
    metrics.gauge("quarterdeck_state_published_revision", publication, Publication::published);
    metrics.gauge("quarterdeck_state_publication_lag_revisions", publication, Publication::lag);
    metrics.gauge("quarterdeck_state_refuses_writes", publication, it -> it.mayWrite() ? 0 : 1);
  }

  static void register(MeterRegistry metrics, Retention retention) {
    metrics.gauge(
        "quarterdeck_state_history_partitions", retention, it -> it.status().partitions());
    metrics.gauge(
        "quarterdeck_state_history_horizon_revision", retention, it -> it.status().horizon());
    metrics.gauge(
        "quarterdeck_state_history_age_seconds", retention, it -> it.status().age().toSeconds());
    metrics.gauge(
        "quarterdeck_state_history_waits", retention, it -> it.status().waiting() ? 1 : 0);
  }

  static void register(MeterRegistry metrics, Quota quota) {
    metrics.gauge("quarterdeck_state_database_size_bytes", quota, it -> it.size().bytes());
    metrics.gauge("quarterdeck_state_space_alarm", quota, it -> it.raised().isEmpty() ? 0 : 1);
  }
}
