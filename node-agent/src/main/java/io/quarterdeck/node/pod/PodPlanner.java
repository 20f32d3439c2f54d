package io.quarterdeck.node.pod;

import io.quarterdeck.node.pod.PodPlan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what a pod needs next: its sandbox, its containers in order, restarts, its end. */
public final class PodPlanner {
  static final Duration BACK_OFF = Duration.ofSeconds(10);
  static final Duration BACK_OFF_MAX = Duration.ofMinutes(5);

  /** A container that ran this long is no longer considered to crash in a loop. */
  static final Duration BACK_OFF_RESET = Duration.ofMinutes(10);

  private final PodSpec pod;
  private final RuntimeState state;
  private final Set<String> unstarted;
  private final Instant now;
  private final List<PodPlan.Action> actions = new ArrayList<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private Optional<Duration> requeue = Optional.empty();

  private PodPlanner(PodSpec pod, RuntimeState state, Set<String> unstarted, Instant now) {
    this.pod = pod;
    this.state = state;
    this.unstarted = unstarted;
    this.now = now;
  }

  public static PodPlan plan(PodSpec pod, RuntimeState state, Instant now) {
    return plan(pod, state, Set.of(), now);
  }

  /**
   * Heeds startup probes too.
   *
   * @param unstarted containers that run but whose startup probe has not succeeded: nothing that
   *     comes after a sidecar starts before it has
   */
  public static PodPlan plan(PodSpec pod, RuntimeState state, Set<String> unstarted, Instant now) {
    PodPlanner planner = new PodPlanner(pod, state, unstarted, now);
    planner.decide();
    return new PodPlan(List.copyOf(planner.actions), Map.copyOf(planner.waiting), planner.requeue);
  }

  /** Whether nothing of the pod will ever run again; such a pod keeps its dead containers. */
  public static boolean finished(PodSpec pod, RuntimeState state) {
    if (pod.of(ContainerKind.INIT).stream().anyMatch(each -> failedForGood(pod, state, each))) {
      return true;
    }
    return pod.of(ContainerKind.MAIN).stream()
        .allMatch(
            each ->
                state
                    .newest(each.name())
                    .filter(RuntimeState.Container::exited)
                    .filter(run -> !pod.restartPolicy().restarts(run.exitCode()))
                    .isPresent());
  }

  /** How long to wait before the run after this one. */
  static Duration delay(int backOff) {
    if (backOff == 0) {
      return Duration.ZERO;
    }
    Duration delay = BACK_OFF.multipliedBy(1L << Math.min(backOff - 1, 10));
    return delay.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : delay;
  }

  private void decide() {
    if (pod.stopping() || finished(pod, state)) {
      end();
    } else if (!state.ready()) {
      renewSandbox();
    } else {
      if (startInitial()) {
        for (PodSpec.Container each : pod.of(ContainerKind.MAIN)) {
          keepRunning(each, pod.restartPolicy());
        }
      }
      startEphemeral();
    }
    removeOldRuns();
  }

  /** Main containers end first; sidecars may be needed until then. */
  private void end() {
    List<RuntimeState.Container> running =
        state.containers().stream().filter(each -> !each.exited()).toList();
    List<RuntimeState.Container> main =
        running.stream().filter(each -> kind(each) != ContainerKind.SIDECAR).toList();
    (main.isEmpty() ? running : main).forEach(this::kill);
    if (running.isEmpty() && state.ready()) {
      actions.add(new PodPlan.StopSandbox(state.sandbox().orElseThrow().id()));
    }
  }

  private void renewSandbox() {
    state.containers().stream().filter(RuntimeState.Container::running).forEach(this::kill);
    state.sandbox().ifPresent(old -> actions.add(new PodPlan.StopSandbox(old.id())));
    actions.add(new PodPlan.CreateSandbox(state.sandbox().map(old -> old.attempt() + 1).orElse(0)));
    boolean initial = !pod.of(ContainerKind.INIT, ContainerKind.SIDECAR).isEmpty();
    for (PodSpec.Container each : pod.lasting()) {
      waiting.put(each.name(), Waiting.of(initial ? "PodInitializing" : "ContainerCreating"));
    }
  }

  /** Brings the init containers on by one; true when all are through and sidecars run. */
  private boolean startInitial() {
    for (PodSpec.Container each : pod.of(ContainerKind.INIT, ContainerKind.SIDECAR)) {
      Optional<RuntimeState.Container> run = state.current(each.name());
      boolean sidecar = each.kind() == ContainerKind.SIDECAR;
      boolean through =
          run.filter(found -> sidecar ? started(found) : succeeded(found)).isPresent();
      if (through) {
        continue;
      }
      keepRunning(each, sidecar ? PodSpec.RestartPolicy.ALWAYS : PodSpec.RestartPolicy.ON_FAILURE);
      if (!mainStarted()) {
        boolean reached = false;
        for (PodSpec.Container later : pod.lasting()) {
          if (reached) {
            waiting.put(later.name(), Waiting.of("PodInitializing"));
          }
          reached |= later.name().equals(each.name());
        }
        return false;
      }
    }
    return true;
  }

  /** A sidecar that dies later is restarted without holding up the others. */
  private boolean mainStarted() {
    return pod.of(ContainerKind.MAIN).stream()
        .anyMatch(each -> state.current(each.name()).isPresent());
  }

  private void keepRunning(PodSpec.Container container, PodSpec.RestartPolicy policy) {
    Optional<RuntimeState.Container> newest = state.newest(container.name());
    if (newest.isEmpty()) {
      start(container, 0, 0);
      return;
    }
    RuntimeState.Container run = newest.get();
    boolean current = state.current(container.name()).isPresent();
    if (current && run.running()) {
      return;
    }
    if (!current || run.phase() == RuntimeState.Phase.CREATED) {
      start(container, run.attempt() + 1, run.backOff());
    } else if (policy.restarts(run.exitCode())) {
      restart(container, run);
    }
  }

  private void restart(PodSpec.Container container, RuntimeState.Container run) {
    boolean calm = run.ran().compareTo(BACK_OFF_RESET) >= 0;
    int backOff = calm ? 0 : run.backOff();
    Duration delay = delay(backOff);
    Duration left = Duration.between(now, run.finished().plus(delay));
    if (left.isPositive()) {
      String message =
          "back-off %s restarting failed container=%s".formatted(text(delay), container.name());
      waiting.put(container.name(), new Waiting("CrashLoopBackOff", message));
      requeue = Optional.of(requeue.filter(other -> other.compareTo(left) < 0).orElse(left));
    } else {
      start(container, run.attempt() + 1, backOff + 1);
    }
  }

  private void start(PodSpec.Container container, int attempt, int backOff) {
    actions.add(new PodPlan.Start(container.name(), attempt, backOff));
    waiting.put(
        container.name(),
        Waiting.of(container.kind().isInitial() ? "PodInitializing" : "ContainerCreating"));
  }

  /** Once in the pod's life, a new sandbox included; whoever looks why the pod does not start. */
  private void startEphemeral() {
    for (PodSpec.Container each : pod.of(ContainerKind.EPHEMERAL)) {
      Optional<RuntimeState.Container> run = state.newest(each.name());
      if (run.isEmpty()) {
        start(each, 0, 0);
      } else if (run.get().phase() == RuntimeState.Phase.CREATED) {
        start(each, run.get().attempt() + 1, 0);
      }
    }
  }

  private void kill(RuntimeState.Container run) {
    actions.add(new PodPlan.Kill(run.id(), run.name(), pod.grace()));
  }

  /** The newest run and the one before it stay: for status and for logs of the previous. */
  private void removeOldRuns() {
    for (PodSpec.Container each : pod.containers()) {
      state.containers().stream()
          .filter(run -> run.name().equals(each.name()) && run.exited())
          .sorted(Comparator.comparingInt(RuntimeState.Container::attempt).reversed())
          .skip(2)
          .forEach(run -> actions.add(new PodPlan.Remove(run.id())));
    }
  }

  private ContainerKind kind(RuntimeState.Container run) {
    return pod.container(run.name()).map(PodSpec.Container::kind).orElse(ContainerKind.MAIN);
  }

  private boolean started(RuntimeState.Container run) {
    return run.running() && !unstarted.contains(run.name());
  }

  private static boolean succeeded(RuntimeState.Container run) {
    return run.exited() && run.exitCode() == 0;
  }

  private static boolean failedForGood(
      PodSpec pod, RuntimeState state, PodSpec.Container container) {
    return pod.restartPolicy() == PodSpec.RestartPolicy.NEVER
        && state
            .newest(container.name())
            .filter(run -> run.exited() && run.exitCode() != 0)
            .isPresent();
  }

  /** A duration as Go prints it: {@code 10s}, {@code 1m20s}. */
  static String text(Duration duration) {
    long minutes = duration.toMinutes();
    return (minutes > 0 ? minutes + "m" : "") + duration.toSecondsPart() + "s";
  }
}
