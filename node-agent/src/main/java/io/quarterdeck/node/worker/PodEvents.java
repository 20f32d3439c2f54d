package io.quarterdeck.node.worker;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.util.HashMap;
import java.util.Map;

/** Tells users what happens to a pod on its node. For one thread. */
final class PodEvents {
  private final EventRecorder recorder;

  /** What was said last of each container that waits, so that it is not said with every look. */
  private final Map<String, PodPlan.Waiting> said = new HashMap<>();

  PodEvents(EventRecorder recorder) {
    this.recorder = recorder;
  }

  void happened(ApiObject pod, PodPlan plan, Map<String, PodPlan.Waiting> failed) {
    for (PodPlan.Action action : plan.actions()) {
      switch (action) {
        case PodPlan.Start start -> {
          if (!failed.containsKey(start.name())) {
            started(pod, start.name());
          }
        }
        case PodPlan.Kill kill ->
            note(pod, EventNote.normal(pod, "Killing", "Stopping container " + kill.name()));
        default -> {
          // Sandboxes and old runs are no news to users.
        }
      }
    }
  }

  private void started(ApiObject pod, String container) {
    String image =
        PodSpec.of(pod)
            .container(container)
            .map(each -> each.json().path("image").asText())
            .orElse("");
    note(
        pod,
        EventNote.normal(
            pod, "Pulled", "Container image \"" + image + "\" already present on machine"));
    note(pod, EventNote.normal(pod, "Created", "Created container: " + container));
    note(pod, EventNote.normal(pod, "Started", "Started container " + container));
  }

  /** Failures and back-offs, once for each reason. */
  void waiting(ApiObject pod, Map<String, PodPlan.Waiting> waiting) {
    waiting.forEach(
        (container, why) -> {
          if (why.message().isEmpty() || why.equals(said.put(container, why))) {
            return;
          }
          switch (why.reason()) {
            case "CrashLoopBackOff" ->
                note(
                    pod,
                    EventNote.warning(
                        pod,
                        "BackOff",
                        "Back-off restarting failed container "
                            + container
                            + " in pod "
                            + pod.name()
                            + "_"
                            + pod.namespace()
                            + "("
                            + pod.uid()
                            + ")"));
            case "ImagePullBackOff" -> note(pod, EventNote.normal(pod, "BackOff", why.message()));
            case "ContainerCreating" ->
                note(pod, EventNote.warning(pod, "FailedCreatePodSandBox", why.message()));
            default -> note(pod, EventNote.warning(pod, "Failed", "Error: " + why.message()));
          }
        });
    said.keySet().retainAll(waiting.keySet());
  }

  private void note(ApiObject pod, EventNote note) {
    recorder.record(note, new Cause(pod.revision()));
  }
}
