package io.quarterdeck.node.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.containerd.Machine;
import io.quarterdeck.node.pod.CriRuntime;
import io.quarterdeck.node.pod.Deadline;
import io.quarterdeck.node.pod.PodExecutor;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.node.pod.PodPlanner;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.node.pod.PodStatus;
import io.quarterdeck.node.pod.RuntimeState;
import io.quarterdeck.node.probe.ProbeResults;
import io.quarterdeck.node.resize.PodSize;
import io.quarterdeck.node.resize.ResizePlanner;
import io.quarterdeck.node.resize.ResizeStatus;
import io.quarterdeck.role.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Brings one pod to what its spec says, again and again: looks at the runtime, plans, acts,
 * reports. It runs on a thread of its own and ends when nothing of the pod is left.
 */
final class PodWorker implements Runnable {
  private static final Logger LOG = Logger.getLogger(PodWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** How soon other pods may have left the room that a deferred size waits for. */
  private static final Duration DEFERRED = Duration.ofSeconds(10);

  private final NodePods node;
  private final CriRuntime runtime;
  private final PodExecutor executor;
  private final PodReporter reporter;
  private final PodEvents events;
  private final Failures failures = new Failures();
  private final Semaphore signal = new Semaphore(0);
  private final Supplier<Collection<ApiObject>> present;
  private final Runnable onEnd;
  private volatile ApiObject pod;
  private volatile boolean withdrawn;
  private boolean gone;

  PodWorker(NodePods node, ApiObject pod, Supplier<Collection<ApiObject>> present, Runnable onEnd) {
    this.node = node;
    this.pod = pod;
    this.present = present;
    this.onEnd = onEnd;
    this.runtime = new CriRuntime(node.cri());
    this.reporter = new PodReporter(node.api(), node.name());
    this.events = new PodEvents(node.events());
    this.executor =
        new PodExecutor(
            node.cri(),
            new PodExecutor.Node(
                node.name(),
                node.ip(),
                node.root(),
                node.dns(),
                new ApiLookup(node.api(), node.services(), pod.namespace()),
                node.volumes()),
            node.lifecycle(),
            events::note,
            node.allocations());
  }

  /** The pod as the agent knows it, with the status that it reported last. */
  ApiObject pod() {
    return pod;
  }

  void update(ApiObject newer) {
    takeNewer(newer);
    withdrawn = false;
    wake();
  }

  private synchronized void takeNewer(ApiObject newer) {
    if (newer.revision() > pod.revision()) {
      pod = newer;
    }
  }

  /** The mailbox no longer has the pod; the API decides whether that is true. */
  void withdraw() {
    withdrawn = true;
    wake();
  }

  void wake() {
    signal.release();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Optional<Duration> pause = attempt();
        if (pause.isEmpty()) {
          onEnd.run();
          return;
        }
        if (signal.tryAcquire(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      // The agent stops; the pod does not.
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Duration> attempt() {
    try {
      return step();
    } catch (ApiException e) {
      LOG.infof("%s waits for the API: %s", pod.key(), e.getMessage());
    } catch (StatusRuntimeException e) {
      LOG.warnf("%s waits for the runtime: %s", pod.key(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s cannot be worked on", pod.key());
    }
    return Optional.of(RETRY);
  }

  /** Until when to wait; empty when nothing of the pod is left. */
  private Optional<Duration> step() {
    if (withdrawn && !gone) {
      Optional<ApiObject> live = reporter.live(pod);
      // Of a pod that runs here unasked its containers are not known: without them it seems to have
      // ended.
      live.ifPresent(this::takeNewer);
      gone = live.isEmpty();
      withdrawn = gone;
    }
    ApiObject known = gone ? ending(pod) : pod;
    RuntimeState before = runtime.of(known.uid());
    Instant now = Instant.now();
    PodSize size = node.allocations().settle(Deadline.heed(known, before, now), present);
    ApiObject current = size.allocated();
    ProbeResults probes = node.prober().sync(current, before);
    PodSpec spec = PodSpec.of(current);
    PodPlan plan = plan(size, spec, before, probes, now);
    Optional<String> unsupported =
        current.isBeingDeleted()
            ? Optional.empty()
            : Unsupported.demand(current, Machine.hasAppArmor());
    Map<String, PodPlan.Waiting> waiting =
        unsupported.isPresent()
            ? refused(plan, unsupported.get())
            : execute(current, spec, plan, before, now);
    RuntimeState after = plan.actions().isEmpty() ? before : runtime.of(current.uid());
    ProbeResults results = node.prober().sync(current, after);
    PodSize given = node.allocations().latest(size);
    PodPlan wanted = plan(given, spec, after, results, Instant.now());
    PodPlan next =
        unsupported.isPresent()
            ? new PodPlan(List.of(), wanted.waiting(), wanted.requeueAfter())
            : failures.possible(spec, wanted, Instant.now());
    next.waiting().forEach(waiting::putIfAbsent);
    events.waiting(current, waiting);
    ObjectNode status = status(current, after, waiting, results);
    ResizeStatus.add(status, given, after, waiting, Instant.now());
    report(known, status);
    if (current.isBeingDeleted() && hasEnded(after)) {
      leave(current);
      return Optional.empty();
    }
    Duration pause = pause(current, next);
    return Optional.of(size.isDeferred() ? shorter(pause, DEFERRED) : pause);
  }

  private static PodPlan plan(
      PodSize size, PodSpec spec, RuntimeState state, ProbeResults probes, Instant now) {
    PodPlan plan = PodPlanner.plan(spec, state, probes.unstarted(), now);
    return Unsupported.spare(
        size.asking(),
        ResizePlanner.plan(spec, state, size.resources(), plan),
        Machine.hasAppArmor());
  }

  private static Map<String, PodPlan.Waiting> refused(PodPlan plan, String why) {
    Map<String, PodPlan.Waiting> waiting = new HashMap<>();
    plan.waiting()
        .keySet()
        .forEach(each -> waiting.put(each, new PodPlan.Waiting("CreateContainerConfigError", why)));
    return waiting;
  }

  /** Does what need not wait; returns what containers wait for because of a failure. */
  private Map<String, PodPlan.Waiting> execute(
      ApiObject current, PodSpec spec, PodPlan plan, RuntimeState before, Instant now) {
    PodPlan possible = failures.possible(spec, plan, now);
    Map<String, PodPlan.Waiting> failed = executor.execute(current, possible, before);
    return new HashMap<>(failures.note(spec, possible, failed, Instant.now()));
  }

  private Duration pause(ApiObject current, PodPlan next) {
    Duration pause = next.requeueAfter().orElse(LOOK_AGAIN);
    Instant now = Instant.now();
    pause = shorter(pause, Deadline.left(current, now).filter(Duration::isPositive).orElse(pause));
    if (!next.actions().isEmpty()) {
      pause = shorter(pause, RETRY);
    }
    return shorter(pause, failures.soonest(now).orElse(pause));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private ObjectNode status(
      ApiObject current,
      RuntimeState state,
      Map<String, PodPlan.Waiting> waiting,
      ProbeResults probes) {
    return PodStatus.of(
        current, state, waiting, probes.unready(), probes.unstarted(), node.ip(), Instant.now());
  }

  private void report(ApiObject known, ObjectNode status) {
    if (gone) {
      return;
    }
    try {
      reporter.report(known, status).ifPresent(this::takeNewer);
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
      // Deleted, or another pod of this name: the mailbox or the next question tells.
      withdrawn = true;
    }
  }

  private static boolean hasEnded(RuntimeState state) {
    return !state.anyRunning() && state.sandbox().filter(RuntimeState.Sandbox::ready).isEmpty();
  }

  /** A pod that the API no longer has is ended as if it had been deleted. */
  private static ApiObject ending(ApiObject pod) {
    if (pod.isBeingDeleted()) {
      return pod;
    }
    ApiObject ending = pod.copy();
    ending
        .json()
        .withObject("/metadata")
        .put("deletionTimestamp", Instant.now().toString())
        .put(
            "deletionGracePeriodSeconds",
            pod.at("spec", "terminationGracePeriodSeconds").asLong(30));
    return ending;
  }

  private void leave(ApiObject current) {
    node.prober().forget(current.uid());
    node.allocations().forget(current.uid());
    if (!gone) {
      reporter.ended(current);
    }
    new PodRemains(node).remove(current);
  }
}
