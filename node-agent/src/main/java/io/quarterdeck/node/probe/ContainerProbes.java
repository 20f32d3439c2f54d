package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.Lifecycle;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.role.event.EventNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The probes of one run of a container, a virtual thread each. Thread-safe. */
final class ContainerProbes {
  private static final Logger LOG = Logger.getLogger(ContainerProbes.class);

  private final ApiObject pod;
  private final Handler.Target target;
  private final Instant startedAt;
  private final List<Probe> probes;
  private final Map<Probe.Kind, ProbeState> states = new EnumMap<>(Probe.Kind.class);
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param known the status that was reported of this run, if any
   */
  ContainerProbes(
      ApiObject pod, JsonNode container, Handler.Target target, Instant startedAt, JsonNode known) {
    this.pod = pod;
    this.target = target;
    this.startedAt = startedAt;
    this.probes = Probe.of(container);
    probes.forEach(each -> states.put(each.kind(), ProbeState.before(each.kind())));
    if (known.path("started").asBoolean() || !states.containsKey(Probe.Kind.STARTUP)) {
      started.complete(null);
    }
    if (known.path("ready").asBoolean() && states.containsKey(Probe.Kind.READINESS)) {
      states.put(Probe.Kind.READINESS, new ProbeState(ProbeState.Verdict.PASSES, true, 1));
    }
  }

  synchronized boolean isReady() {
    ProbeState readiness = states.get(Probe.Kind.READINESS);
    return isStarted() && (readiness == null || readiness.verdict() == ProbeState.Verdict.PASSES);
  }

  boolean isStarted() {
    return started.isDone();
  }

  synchronized void begin(
      Handler handler, Lifecycle lifecycle, Consumer<EventNote> events, Consumer<String> changed) {
    for (Probe each : probes) {
      if (each.kind() == Probe.Kind.STARTUP && isStarted()) {
        continue;
      }
      threads.add(
          Thread.ofVirtual()
              .name(each.kind().word() + " " + target.containerId())
              .start(() -> run(each, handler, lifecycle, events, changed)));
    }
  }

  synchronized void end() {
    threads.forEach(Thread::interrupt);
    threads.clear();
  }

  private void run(
      Probe probe,
      Handler handler,
      Lifecycle lifecycle,
      Consumer<EventNote> events,
      Consumer<String> changed) {
    try {
      if (probe.kind() != Probe.Kind.STARTUP) {
        started.get();
      }
      Duration delay = Duration.between(Instant.now(), startedAt.plus(probe.initialDelay()));
      Thread.sleep(delay.isPositive() ? delay : Duration.ZERO);
      boolean goOn = true;
      while (goOn) {
        try {
          goOn = ask(probe, handler, lifecycle, events, changed);
        } catch (StatusRuntimeException e) {
          // The runtime's failure is not the container's: it is asked again.
          LOG.debugf(e, "%s of %s cannot be asked", probe.kind(), target.containerId());
        }
        Thread.sleep(goOn ? probe.period() : Duration.ZERO);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts the question once; false when there is nothing more to ask. */
  private boolean ask(
      Probe probe,
      Handler handler,
      Lifecycle lifecycle,
      Consumer<EventNote> events,
      Consumer<String> changed)
      throws InterruptedException {
    Handler.Outcome outcome = handler.run(probe.handler(), target, probe.timeout());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!outcome.success()) {
      events.accept(
          EventNote.warning(
              pod, "Unhealthy", probe.kind().word() + " probe failed: " + outcome.message()));
    }
    boolean wasReady = isReady();
    ProbeState now = note(probe, outcome.success());
    boolean passes = now.verdict() == ProbeState.Verdict.PASSES;
    boolean fails = now.verdict() == ProbeState.Verdict.FAILS;
    return switch (probe.kind()) {
      case READINESS -> {
        if (isReady() != wasReady) {
          changed.accept(pod.uid());
        }
        yield true;
      }
      case STARTUP -> {
        if (passes) {
          started.complete(null);
          changed.accept(pod.uid());
        } else if (fails) {
          kill(probe, lifecycle, events);
        }
        yield !passes && !fails;
      }
      case LIVENESS -> {
        if (fails) {
          kill(probe, lifecycle, events);
        }
        yield !fails;
      }
    };
  }

  private synchronized ProbeState note(Probe probe, boolean success) {
    ProbeState before = states.getOrDefault(probe.kind(), ProbeState.before(probe.kind()));
    ProbeState now = before.after(success, probe);
    states.put(probe.kind(), now);
    return now;
  }

  /** The pod's worker sees the end and starts the container again, if that is its policy. */
  private void kill(Probe probe, Lifecycle lifecycle, Consumer<EventNote> events) {
    String container = target.container().path("name").asText();
    events.accept(
        EventNote.normal(
            pod,
            "Killing",
            "Container %s failed %s probe, will be restarted"
                .formatted(container, probe.kind().word().toLowerCase(Locale.ROOT))));
    lifecycle.stop(
        pod,
        container,
        target.containerId(),
        target.podIp(),
        probe.grace().orElse(PodSpec.of(pod).grace()));
  }
}
