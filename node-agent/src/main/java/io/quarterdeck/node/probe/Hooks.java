package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.Lifecycle;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.role.event.EventNote;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the hooks of containers. A failed postStart ends its container; a preStop, failed or not,
 * only uses up the time that its container has to end.
 */
public final class Hooks implements Lifecycle {
  /** A hook that takes all the time leaves the container this much to end by itself. */
  private static final Duration LEAST = Duration.ofSeconds(2);

  private static final Duration POST_START_MAX = Duration.ofMinutes(10);

  private final CriClient cri;
  private final Handler handler;
  private final Consumer<EventNote> events;

  public Hooks(CriClient cri, Vertx vertx, Consumer<EventNote> events) {
    this.cri = cri;
    this.handler = new Handlers(cri, vertx);
    this.events = events;
  }

  @Override
  public Optional<String> started(ApiObject pod, JsonNode container, String id, String podIp) {
    JsonNode hook = container.path("lifecycle").path("postStart");
    if (!hook.isObject()) {
      return Optional.empty();
    }
    Handler.Outcome outcome = run(hook, new Handler.Target(id, podIp, container), POST_START_MAX);
    if (outcome.success()) {
      return Optional.empty();
    }
    events.accept(
        EventNote.warning(
            pod, "FailedPostStartHook", "PostStartHook failed: " + outcome.message()));
    cri.stopContainer(id, PodSpec.of(pod).grace());
    return Optional.of(outcome.message());
  }

  @Override
  public void stop(ApiObject pod, String container, String id, String podIp, Duration grace) {
    JsonNode json =
        PodSpec.of(pod).container(container).map(PodSpec.Container::json).orElse(pod.at("none"));
    JsonNode hook = json.path("lifecycle").path("preStop");
    Duration left = grace;
    if (hook.isObject() && grace.isPositive()) {
      long start = System.nanoTime();
      Handler.Outcome outcome = run(hook, new Handler.Target(id, podIp, json), grace);
      if (!outcome.success()) {
        events.accept(
            EventNote.warning(
                pod, "FailedPreStopHook", "PreStopHook failed: " + outcome.message()));
      }
      Duration rest = grace.minusNanos(System.nanoTime() - start);
      left = rest.compareTo(LEAST) < 0 ? LEAST : rest;
    }
    cri.stopContainer(id, left);
  }

  private Handler.Outcome run(JsonNode hook, Handler.Target target, Duration timeout) {
    try {
      return handler.run(hook, target, timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Handler.Outcome.failure("interrupted");
    }
  }
}
