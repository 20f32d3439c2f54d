package io.quarterdeck.role.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A controller's queue under the names that Kubernetes components show theirs by. It outlives the
 * controller's terms. Thread-safe.
 */
final class WorkMetrics {
  private final Counter adds;
  private final Counter retries;
  private final Timer queued;
  private final Timer worked;
  private final Set<Run> unfinished = ConcurrentHashMap.newKeySet();

  /** A reconciliation under way; one object each. */
  static final class Run {
    private final long startedNanos = System.nanoTime();

    private long nanos() {
      return System.nanoTime() - startedNanos;
    }
  }

  WorkMetrics(Controller controller, MeterRegistry registry) {
    Tags tags = Tags.of(Tag.of("name", controller.name()));
    adds = Counter.builder("workqueue_adds_total").tags(tags).register(registry);
    retries = Counter.builder("workqueue_retries_total").tags(tags).register(registry);
    queued = timer("workqueue_queue_duration_seconds", tags, registry);
    worked = timer("workqueue_work_duration_seconds", tags, registry);
    Gauge.builder("workqueue_depth", controller, Controller::queueDepth)
        .tags(tags)
        .register(registry);
    Gauge.builder("quarterdeck_role_parked_keys", controller, Controller::parked)
        .tags(tags)
        .register(registry);
    TimeGauge.builder(
            "workqueue_unfinished_work_seconds",
            this,
            TimeUnit.NANOSECONDS,
            each -> each.running().sum())
        .tags(tags)
        .register(registry);
    TimeGauge.builder(
            "workqueue_longest_running_processor_seconds",
            this,
            TimeUnit.NANOSECONDS,
            each -> each.running().max().orElse(0))
        .tags(tags)
        .register(registry);
  }

  void added() {
    adds.increment();
  }

  void retried() {
    retries.increment();
  }

  long retries() {
    return (long) retries.count();
  }

  Run begin(Duration waited) {
    queued.record(waited);
    Run run = new Run();
    unfinished.add(run);
    return run;
  }

  void end(Run run) {
    unfinished.remove(run);
    worked.record(Duration.ofNanos(run.nanos()));
  }

  private LongStream running() {
    return unfinished.stream().mapToLong(Run::nanos);
  }

  private static Timer timer(String name, Tags tags, MeterRegistry registry) {
    return Timer.builder(name)
        .tags(tags)
        .serviceLevelObjectives(
            LongStream.iterate(1_000, nanos -> nanos <= 1_000_000_000_000L, nanos -> nanos * 10)
                .mapToObj(Duration::ofNanos)
                .toArray(Duration[]::new))
        .register(registry);
  }
}
