package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the planner needs of a pod's spec. */
public record PodSpec(
    RestartPolicy restartPolicy, boolean stopping, Duration grace, List<Container> containers) {
  private static final int GRACE_SECONDS = 30;

  /** When a main container that ended starts again. */
  public enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartPolicy of(String text) {
      return switch (text) {
        case "Never" -> NEVER;
        case "OnFailure" -> ON_FAILURE;
        default -> ALWAYS;
      };
    }

    boolean restarts(int exitCode) {
      return this == ALWAYS || (this == ON_FAILURE && exitCode != 0);
    }
  }

  /** A container in the order in which it starts. */
  public record Container(String name, ContainerKind kind, JsonNode json) {}

  public static PodSpec of(ApiObject pod) {
    JsonNode spec = pod.at("spec");
    List<Container> containers = new ArrayList<>();
    for (JsonNode each : spec.path("initContainers")) {
      ContainerKind kind =
          each.path("restartPolicy").asText().equals("Always")
              ? ContainerKind.SIDECAR
              : ContainerKind.INIT;
      containers.add(new Container(each.path("name").asText(), kind, each));
    }
    for (JsonNode each : spec.path("containers")) {
      containers.add(new Container(each.path("name").asText(), ContainerKind.MAIN, each));
    }
    for (JsonNode each : spec.path("ephemeralContainers")) {
      containers.add(new Container(each.path("name").asText(), ContainerKind.EPHEMERAL, each));
    }
    int grace = spec.path("terminationGracePeriodSeconds").asInt(GRACE_SECONDS);
    return new PodSpec(
        RestartPolicy.of(spec.path("restartPolicy").asText()),
        pod.isBeingDeleted() || Deadline.isExceeded(pod),
        Duration.ofSeconds(pod.integer(grace, "metadata", "deletionGracePeriodSeconds")),
        List.copyOf(containers));
  }

  public List<Container> of(ContainerKind... kinds) {
    return containers.stream().filter(each -> List.of(kinds).contains(each.kind())).toList();
  }

  /** Those that the pod consists of, whatever is added to look into it. */
  public List<Container> lasting() {
    return of(ContainerKind.INIT, ContainerKind.SIDECAR, ContainerKind.MAIN);
  }

  public Optional<Container> container(String name) {
    return containers.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
