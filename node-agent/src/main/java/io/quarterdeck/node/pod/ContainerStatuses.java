package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One entry of the statuses of containers, whatever their kind. */
final class ContainerStatuses {
  private static final Waiting CREATING = Waiting.of("ContainerCreating");
  private static final Waiting INITIALIZING = Waiting.of("PodInitializing");

  private ContainerStatuses() {}

  static ObjectNode of(
      PodSpec.Container container,
      RuntimeState state,
      Map<String, Waiting> waiting,
      boolean ready,
      boolean started) {
    String name = container.name();
    Optional<RuntimeState.Container> newest = state.newest(name);
    boolean once = container.kind() == ContainerKind.EPHEMERAL;
    Optional<Waiting> waits = Optional.ofNullable(waiting.get(name));
    ObjectNode status = Json.object().put("name", name);
    ObjectNode current = status.putObject("state");
    ObjectNode last = status.putObject("lastState");
    if (newest.isPresent() && newest.get().running()) {
      current.putObject("running").put("startedAt", PodStatus.time(newest.get().started()));
      state.previous(name).ifPresent(run -> terminated(last, run));
    } else if (newest.isPresent() && newest.get().exited() && (waits.isEmpty() || once)) {
      terminated(current, newest.get());
      state.previous(name).ifPresent(run -> terminated(last, run));
    } else {
      waiting(
          current, waits.orElse(newest.isEmpty() && inits(container) ? INITIALIZING : CREATING));
      newest.filter(RuntimeState.Container::exited).ifPresent(run -> terminated(last, run));
    }
    status.put("ready", ready);
    status.put("restartCount", newest.map(RuntimeState.Container::attempt).orElse(0));
    String image = container.json().path("image").asText();
    status.put(
        "image",
        newest.map(RuntimeState.Container::image).filter(each -> !each.isEmpty()).orElse(image));
    status.put("imageID", newest.map(RuntimeState.Container::imageRef).orElse(""));
    newest.ifPresent(run -> status.put("containerID", "containerd://" + run.id()));
    if (!once) {
      status.put("started", started && newest.map(RuntimeState.Container::running).orElse(false));
    }
    return status;
  }

  private static boolean inits(PodSpec.Container container) {
    return container.kind().isInitial();
  }

  private static void waiting(ObjectNode state, Waiting waiting) {
    ObjectNode json = state.putObject("waiting").put("reason", waiting.reason());
    if (!waiting.message().isEmpty()) {
      json.put("message", waiting.message());
    }
  }

  private static void terminated(ObjectNode state, RuntimeState.Container run) {
    ObjectNode json = state.putObject("terminated").put("exitCode", run.exitCode());
    if (!run.reason().isEmpty()) {
      json.put("reason", run.reason());
    }
    if (!run.message().isEmpty()) {
      json.put("message", run.message());
    }
    if (run.started().isAfter(Instant.EPOCH)) {
      json.put("startedAt", PodStatus.time(run.started()));
    }
    json.put("finishedAt", PodStatus.time(run.finished()));
    json.put("containerID", "containerd://" + run.id());
  }
}
