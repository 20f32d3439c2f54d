package io.quarterdeck.gateway.flow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarterdeck.gateway.flow.PriorityLevel.Refusal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** What priority and fairness does, under the names that dashboards know. */
@Singleton
class FlowMetrics {
  private static final String PREFIX = "apiserver_flowcontrol_";

  private final MeterRegistry registry;
  private final Map<String, Meters> bySchema = new ConcurrentHashMap<>();

  /** Looked up once for each FlowSchema and level. */
  private record Meters(Counter dispatched, Timer waits) {}

  FlowMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void observe(String name, PriorityLevel level) {
    Tags tags = Tags.of("priority_level", name);
    registry.gauge(PREFIX + "current_executing_requests", tags, level, PriorityLevel::taken);
    registry.gauge(PREFIX + "current_inqueue_requests", tags, level, PriorityLevel::waiting);
    registry.gauge(PREFIX + "current_limit_seats", tags, level, PriorityLevel::seats);
    limit("nominal_limit_seats", tags, level, LevelLimits.Seats::nominal);
    limit("lower_limit_seats", tags, level, LevelLimits.Seats::least);
    limit("upper_limit_seats", tags, level, LevelLimits.Seats::most);
  }

  private void limit(
      String name, Tags tags, PriorityLevel level, ToIntFunction<LevelLimits.Seats> limit) {
    registry.gauge(PREFIX + name, tags, level, it -> limit.applyAsInt(it.limits().seats()));
  }

  void dispatched(FlowSchema schema, long waitedNanos) {
    Meters meters =
        bySchema.computeIfAbsent(schema.level() + "/" + schema.name(), name -> meters(schema));
    meters.dispatched().increment();
    meters.waits().record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  private Meters meters(FlowSchema schema) {
    Tags tags = tags(schema);
    return new Meters(
        registry.counter(PREFIX + "dispatched_requests", tags),
        registry.timer(PREFIX + "request_wait_duration", tags));
  }

  void rejected(FlowSchema schema, Refusal why) {
    registry
        .counter(PREFIX + "rejected_requests", tags(schema).and("reason", why.reason()))
        .increment();
  }

  private static Tags tags(FlowSchema schema) {
    return Tags.of("priority_level", schema.level(), "flow_schema", schema.name());
  }
}
