package io.quarterdeck.node.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.node.pod.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What failed of one pod's last attempts, and when each may be tried again: a failed pull after
 * twice the time of the one before, anything else after ten seconds. Until then a failure is shown
 * as it was, so that a status does not change only because the runtime names things at random. A
 * container whose spec has changed is tried at once. Pure, for one thread.
 */
final class Failures {
  static final Duration FIRST = Duration.ofSeconds(10);
  static final Duration PULL_MAX = Duration.ofMinutes(5);
  private static final String PULL = "ErrImagePull";
  private static final String NO_SANDBOX = "ContainerCreating";

  private record Failure(Waiting why, JsonNode container, Instant until, Duration length) {
    /** A container that fails does not keep the pod from a new sandbox. */
    boolean holds(PodPlan.Action action, JsonNode current, Instant now) {
      boolean concerned =
          !(action instanceof PodPlan.CreateSandbox) || why.reason().equals(NO_SANDBOX);
      return concerned && container.equals(current) && now.isBefore(until);
    }

    /** What is shown until the next attempt. */
    Waiting shown() {
      return why.reason().equals(PULL)
          ? new Waiting(
              "ImagePullBackOff",
              "Back-off pulling image \"" + container.path("image").asText() + "\"")
          : why;
    }
  }

  private final Map<String, Failure> failures = new HashMap<>();

  /** The plan without what has to wait; containers that wait for it show why. */
  PodPlan possible(PodSpec pod, PodPlan plan, Instant now) {
    List<PodPlan.Action> actions = new ArrayList<>(plan.actions());
    Map<String, Waiting> waiting = new HashMap<>(plan.waiting());
    for (PodPlan.Action action : plan.actions()) {
      for (PodSpec.Container each : startedBy(action, pod)) {
        Failure failure = failures.get(each.name());
        if (failure != null && failure.holds(action, each.json(), now)) {
          waiting.put(each.name(), failure.shown());
          actions.remove(action);
        }
      }
    }
    if (plan.actions().stream().anyMatch(PodPlan.CreateSandbox.class::isInstance)
        && actions.stream().noneMatch(PodPlan.CreateSandbox.class::isInstance)) {
      actions.removeIf(PodPlan.StopSandbox.class::isInstance);
    }
    return new PodPlan(List.copyOf(actions), Map.copyOf(waiting), plan.requeueAfter());
  }

  /** Remembers how the actions of a plan went; returns what each failed container now shows. */
  Map<String, Waiting> note(
      PodSpec pod, PodPlan attempted, Map<String, Waiting> failed, Instant now) {
    Map<String, Waiting> shown = new HashMap<>(failed);
    for (PodPlan.Action action : attempted.actions()) {
      for (PodSpec.Container each : startedBy(action, pod)) {
        Waiting why = failed.get(each.name());
        if (why == null) {
          failures.remove(each.name());
        } else if (!why.message().isEmpty()) {
          Failure failure = next(failures.get(each.name()), why, each.json(), now);
          failures.put(each.name(), failure);
          shown.put(each.name(), failure.why());
        }
      }
    }
    return Map.copyOf(shown);
  }

  /** How long until something may be tried again. */
  Optional<Duration> soonest(Instant now) {
    return failures.values().stream()
        .map(each -> Duration.between(now, each.until()))
        .filter(Duration::isPositive)
        .min(Comparator.naturalOrder());
  }

  private static Failure next(
      @Nullable Failure before, Waiting why, JsonNode container, Instant now) {
    if (before == null
        || !before.container().equals(container)
        || !before.why().reason().equals(why.reason())) {
      return new Failure(why, container, now.plus(FIRST), FIRST);
    }
    Duration length = why.reason().equals(PULL) ? doubled(before.length()) : FIRST;
    boolean same = substance(why.message()).equals(substance(before.why().message()));
    return new Failure(same ? before.why() : why, container, now.plus(length), length);
  }

  private static Duration doubled(Duration length) {
    Duration twice = length.multipliedBy(2);
    return twice.compareTo(PULL_MAX) > 0 ? PULL_MAX : twice;
  }

  /** A message without the ids and counts that differ with every attempt. */
  private static String substance(String message) {
    return message.replaceAll("\\b[0-9a-f]{12,}\\b", "ID").replaceAll("[0-9]+", "N");
  }

  /** Without its sandbox no container of the pod starts. */
  private static List<PodSpec.Container> startedBy(PodPlan.Action action, PodSpec pod) {
    return switch (action) {
      case PodPlan.CreateSandbox _ -> pod.containers();
      case PodPlan.Start start -> pod.container(start.name()).stream().toList();
      case PodPlan.StopSandbox _, PodPlan.Kill _, PodPlan.Resize _, PodPlan.Remove _ -> List.of();
    };
  }
}
