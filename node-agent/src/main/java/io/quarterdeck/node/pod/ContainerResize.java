package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.cri.v1.LinuxContainerResources;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.ConfigException;
import io.quarterdeck.node.container.Resources;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives a container that runs what it has been allocated. */
public final class ContainerResize {
  /** Why a container keeps what it had. */
  public static final String ERROR = "ResizeError";

  private final CriClient cri;
  private final Actuations actuations;

  ContainerResize(CriClient cri, Actuations actuations) {
    this.cri = cri;
    this.actuations = actuations;
  }

  /** Says why it could not. */
  Optional<Waiting> resize(ApiObject pod, PodPlan.Resize resize) {
    JsonNode container = PodSpec.of(pod).container(resize.name()).orElseThrow().json();
    try {
      LinuxContainerResources resources = Resources.of(container);
      Optional<Waiting> refused = refused(resize, resources.getMemoryLimitInBytes());
      if (refused.isEmpty()) {
        cri.updateContainer(resize.id(), resources);
        actuations.actuated(pod, resize.name(), resize.id(), container.path("resources"));
      }
      return refused;
    } catch (ConfigException | StatusRuntimeException e) {
      return Optional.of(new Waiting(ERROR, String.valueOf(e.getMessage())));
    }
  }

  /** A limit below what is in use would have the kernel kill the container. */
  private Optional<Waiting> refused(PodPlan.Resize resize, long limit) {
    OptionalLong usage = limit > 0 ? cri.memoryUsage(resize.id()) : OptionalLong.empty();
    if (usage.isEmpty() || usage.getAsLong() <= limit) {
      return Optional.empty();
    }
    return Optional.of(
        new Waiting(
            ERROR,
            ("cannot decrease memory limits: attempting to set container \"%s\" memory limit (%d)"
                    + " below current usage (%d)")
                .formatted(resize.name(), limit, usage.getAsLong())));
  }
}
