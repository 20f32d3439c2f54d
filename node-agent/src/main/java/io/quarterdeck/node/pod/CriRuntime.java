package io.quarterdeck.node.pod;

import io.quarterdeck.cri.v1.ContainerState;
import io.quarterdeck.cri.v1.ContainerStatus;
import io.quarterdeck.cri.v1.PodSandbox;
import io.quarterdeck.cri.v1.PodSandboxState;
import io.quarterdeck.cri.v1.PodSandboxStatus;
import io.quarterdeck.node.container.Labels;
import io.quarterdeck.node.cri.CriClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the runtime knows of a pod. Its labels are all that an agent needs to adopt it. */
public final class CriRuntime {
  private static final long NANOS = 1_000_000_000;
  private final CriClient cri;

  public CriRuntime(CriClient cri) {
    this.cri = cri;
  }

  public RuntimeState of(String podUid) {
    Map<String, String> labels = Map.of(Labels.POD_UID, podUid);
    Optional<PodSandbox> newest =
        cri.sandboxes(labels).stream()
            .max(Comparator.comparingInt(each -> each.getMetadata().getAttempt()));
    List<RuntimeState.Container> containers = new ArrayList<>();
    for (var each : cri.containers(labels)) {
      cri.container(each.getId())
          .ifPresent(status -> containers.add(container(each.getPodSandboxId(), status)));
    }
    return new RuntimeState(
        newest.flatMap(each -> cri.sandbox(each.getId())).map(CriRuntime::sandbox),
        List.copyOf(containers));
  }

  private static RuntimeState.Sandbox sandbox(PodSandboxStatus status) {
    List<String> addresses = new ArrayList<>();
    if (!status.getNetwork().getIp().isEmpty()) {
      addresses.add(status.getNetwork().getIp());
    }
    status.getNetwork().getAdditionalIpsList().forEach(each -> addresses.add(each.getIp()));
    return new RuntimeState.Sandbox(
        status.getId(),
        status.getState() == PodSandboxState.SANDBOX_READY,
        status.getMetadata().getAttempt(),
        List.copyOf(addresses));
  }

  private static RuntimeState.Container container(String sandbox, ContainerStatus status) {
    RuntimeState.Phase phase =
        switch (status.getState()) {
          case CONTAINER_CREATED -> RuntimeState.Phase.CREATED;
          case CONTAINER_RUNNING -> RuntimeState.Phase.RUNNING;
          case CONTAINER_EXITED, CONTAINER_UNKNOWN, UNRECOGNIZED -> RuntimeState.Phase.EXITED;
        };
    boolean lost = status.getState() == ContainerState.CONTAINER_UNKNOWN;
    return new RuntimeState.Container(
        status.getId(),
        sandbox,
        status.getMetadata().getName(),
        status.getMetadata().getAttempt(),
        Integer.parseInt(status.getAnnotationsOrDefault(Labels.BACK_OFF, "0")),
        phase,
        time(status.getCreatedAt()),
        time(status.getStartedAt()),
        time(status.getFinishedAt()),
        lost ? 137 : status.getExitCode(),
        lost ? "ContainerStatusUnknown" : status.getReason(),
        status.getMessage(),
        status.getImage().getImage(),
        status.getImageRef());
  }

  private static Instant time(long nanos) {
    return nanos <= 0 ? Instant.EPOCH : Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
  }
}
