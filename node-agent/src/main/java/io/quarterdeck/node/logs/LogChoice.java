package io.quarterdeck.node.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which run of a container a request for logs means. Pure. */
final class LogChoice {
  private LogChoice() {}

  /**
   * One run of the container.
   *
   * @param started whether it ever ran: one that was only created has no log
   */
  record Run(String id, int attempt, boolean started, boolean exited) {}

  static Run choose(ApiObject pod, String container, boolean previous, List<Run> runs)
      throws LogException {
    if (!declared(pod, container)) {
      throw new LogException(
          404, "container \"%s\" not found in pod \"%s\"".formatted(container, pod.name()));
    }
    List<Run> newestFirst =
        runs.stream()
            .filter(Run::started)
            .sorted(Comparator.comparingInt(Run::attempt).reversed())
            .toList();
    JsonNode waiting = status(pod, container).path("state").path("waiting");
    if (previous) {
      return previous(newestFirst, waiting.isObject())
          .orElseThrow(
              () ->
                  new LogException(
                      400,
                      "previous terminated container \"%s\" in pod \"%s\" not found"
                          .formatted(container, pod.name())));
    }
    if (newestFirst.isEmpty()) {
      throw new LogException(
          400,
          "container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(container, pod.name(), why(waiting.path("reason").asText(""))));
    }
    return newestFirst.getFirst();
  }

  /** While the next run is waited for, the newest one is the one that was before. */
  private static Optional<Run> previous(List<Run> newestFirst, boolean waiting) {
    return newestFirst.stream()
        .skip(waiting && !newestFirst.isEmpty() && newestFirst.getFirst().exited() ? 0 : 1)
        .filter(Run::exited)
        .findFirst();
  }

  private static String why(String reason) {
    return switch (reason) {
      case "" -> "ContainerCreating";
      case "ErrImagePull" -> "image can't be pulled";
      case "ImagePullBackOff" -> "trying and failing to pull image";
      default -> reason;
    };
  }

  private static boolean declared(ApiObject pod, String container) {
    return Stream.of("containers", "initContainers", "ephemeralContainers")
        .flatMap(list -> pod.at("spec", list).valueStream())
        .anyMatch(each -> each.path("name").asText().equals(container));
  }

  private static JsonNode status(ApiObject pod, String container) {
    return Stream.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")
        .flatMap(list -> pod.at("status", list).valueStream())
        .filter(each -> each.path("name").asText().equals(container))
        .findFirst()
        .orElse(pod.at("none"));
  }
}
