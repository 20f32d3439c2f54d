package io.quarterdeck.node.worker;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.ContainerResize;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells users what a pod on this node waits for. For one thread. */
final class PodEvents {
  private final EventRecorder recorder;

  /** What was said last of each container that waits, so that it is not said with every look. */
  private final Map<String, PodPlan.Waiting> said = new HashMap<>();

  PodEvents(EventRecorder recorder) {
    this.recorder = recorder;
  }

  /** Failures and back-offs, once for each reason. */
  void waiting(ApiObject pod, Map<String, PodPlan.Waiting> waiting) {
    waiting.forEach(
        (container, why) -> {
          if (!why.message().isEmpty() && !why.equals(said.put(container, why))) {
            notes(pod, container, why).forEach(this::note);
          }
        });
    said.keySet().retainAll(waiting.keySet());
  }

  void note(EventNote note) {
    recorder.record(note, new Cause(note.about().revision()));
  }

  static List<EventNote> notes(ApiObject pod, String container, PodPlan.Waiting why) {
    return switch (why.reason()) {
      case "CrashLoopBackOff" ->
          List.of(
              EventNote.warning(
                  pod,
                  "BackOff",
                  "Back-off restarting failed container %s in pod %s_%s(%s)"
                      .formatted(container, pod.name(), pod.namespace(), pod.uid())));
      case "ImagePullBackOff" ->
          List.of(
              EventNote.normal(pod, "BackOff", why.message()),
              EventNote.warning(pod, "Failed", "Error: ImagePullBackOff"));
      case "ErrImagePull", "ErrImageNeverPull" ->
          List.of(EventNote.warning(pod, "Failed", "Error: " + why.reason()));
      case "ContainerCreating" ->
          List.of(EventNote.warning(pod, "FailedCreatePodSandBox", why.message()));
      case ContainerResize.ERROR ->
          List.of(EventNote.warning(pod, ContainerResize.ERROR, why.message()));
      default -> List.of(EventNote.warning(pod, "Failed", "Error: " + why.message()));
    };
  }
}
