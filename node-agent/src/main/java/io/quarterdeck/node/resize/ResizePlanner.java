package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.node.pod.ContainerKind;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.node.pod.RuntimeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how containers that run come to what they have been allocated: while they run, or by a
 * restart where their policy for what changes says so. Pure.
 */
public final class ResizePlanner {
  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private ResizePlanner() {}

  /**
   * The plan with what is to be done about sizes.
   *
   * @param pod as it is allocated
   */
  public static PodPlan plan(PodSpec pod, RuntimeState state, PodResources given, PodPlan plan) {
    if (pod.stopping() || !state.ready()) {
      return plan;
    }
    List<PodPlan.Action> actions = new ArrayList<>(plan.actions());
    for (PodSpec.Container each : pod.of(ContainerKind.SIDECAR, ContainerKind.MAIN)) {
      state
          .current(each.name())
          .filter(RuntimeState.Container::running)
          .ifPresent(run -> actions.addAll(resize(each, run, given, pod)));
    }
    return new PodPlan(List.copyOf(actions), plan.waiting(), plan.requeueAfter());
  }

  private static List<PodPlan.Action> resize(
      PodSpec.Container container, RuntimeState.Container run, PodResources given, PodSpec pod) {
    JsonNode wanted = container.json().path("resources");
    Optional<Actuated> actuated = given.of(container.name(), run.id());
    if (actuated.isEmpty()) {
      // An agent that did not keep it has started this run, or died before it could.
      return List.of(new PodPlan.Resize(run.id(), container.name()));
    }
    List<String> changed =
        RESOURCES.stream().filter(each -> actuated.get().differs(each, wanted)).toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    if (changed.stream().anyMatch(each -> restarts(container.json(), each))) {
      return List.of(
          new PodPlan.Kill(run.id(), container.name(), pod.grace()),
          new PodPlan.Start(container.name(), run.attempt() + 1, run.backOff()));
    }
    return List.of(new PodPlan.Resize(run.id(), container.name()));
  }

  private static boolean restarts(JsonNode container, String resource) {
    return container
        .path("resizePolicy")
        .valueStream()
        .filter(each -> each.path("resourceName").asText().equals(resource))
        .anyMatch(each -> each.path("restartPolicy").asText().equals("RestartContainer"));
  }
}
