package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.cri.v1.Image;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.role.event.EventNote;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has the image of a container on the node before the container starts, by its pull policy. */
final class ContainerImages {
  private final CriClient cri;
  private final Consumer<EventNote> tell;

  ContainerImages(CriClient cri, Consumer<EventNote> tell) {
    this.cri = cri;
    this.tell = tell;
  }

  /** What the container has to wait for; empty when its image is there. */
  Optional<Waiting> provide(ApiObject pod, JsonNode container) {
    String name = container.path("image").asText();
    String policy = container.path("imagePullPolicy").asText("IfNotPresent");
    if (!policy.equals("Always") && cri.image(name).isPresent()) {
      String present = "Container image \"" + name + "\" already present on machine";
      tell.accept(EventNote.normal(pod, "Pulled", present));
      return Optional.empty();
    }
    if (policy.equals("Never")) {
      String absent = "Container image \"" + name + "\" is not present with pull policy of Never";
      tell.accept(EventNote.warning(pod, "ErrImageNeverPull", absent));
      return Optional.of(new Waiting("ErrImageNeverPull", absent));
    }
    return pull(pod, name);
  }

  private Optional<Waiting> pull(ApiObject pod, String name) {
    tell.accept(EventNote.normal(pod, "Pulling", "Pulling image \"" + name + "\""));
    long begun = System.nanoTime();
    try {
      String unused = cri.pull(name);
    } catch (StatusRuntimeException e) {
      @Nullable String description = e.getStatus().getDescription();
      String why = description == null ? e.getStatus().getCode().name() : description;
      tell.accept(
          EventNote.warning(pod, "Failed", "Failed to pull image \"" + name + "\": " + why));
      return Optional.of(new Waiting("ErrImagePull", why));
    }
    tell.accept(
        EventNote.normal(pod, "Pulled", pulled(name, Duration.ofNanos(System.nanoTime() - begun))));
    return Optional.empty();
  }

  /** Images are pulled as soon as they are asked for, so no time is spent waiting. */
  private String pulled(String name, Duration took) {
    String time = took.toMillis() < 1000 ? took.toMillis() + "ms" : took.toMillis() / 1000.0 + "s";
    String size =
        cri.image(name).map(Image::getSize).map(it -> " Image size: " + it + " bytes.").orElse("");
    return "Successfully pulled image \""
        + name
        + "\" in "
        + time
        + " ("
        + time
        + " including waiting)."
        + size;
  }
}
