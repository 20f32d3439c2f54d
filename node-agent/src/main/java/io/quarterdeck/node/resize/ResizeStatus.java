package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.node.pod.ContainerKind;
import io.quarterdeck.node.pod.ContainerResize;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.node.pod.RuntimeState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod's status says of sizes: what each container has, and what stands in the way. Pure. */
public final class ResizeStatus {
  private static final String PENDING = "PodResizePending";
  private static final String IN_PROGRESS = "PodResizeInProgress";
  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private final PodSize size;
  private final ApiObject allocated;
  private final PodSpec spec;
  private final RuntimeState state;
  private final Instant now;

  private ResizeStatus(PodSize size, RuntimeState state, Instant now) {
    this.size = size;
    this.allocated = size.allocated();
    this.spec = PodSpec.of(allocated);
    this.state = state;
    this.now = now;
  }

  /**
   * Adds it to a status.
   *
   * @param failed what containers wait for, a size among it
   */
  public static void add(
      ObjectNode status,
      PodSize size,
      RuntimeState state,
      Map<String, Waiting> failed,
      Instant now) {
    ResizeStatus resize = new ResizeStatus(size, state, now);
    resize.containers(status.path("initContainerStatuses"));
    resize.containers(status.path("containerStatuses"));
    resize.conditions(status, failed);
  }

  private void containers(JsonNode statuses) {
    for (JsonNode each : statuses) {
      spec.container(each.path("name").asText())
          .ifPresent(container -> container((ObjectNode) each, container));
    }
  }

  /** What does not run has what it will start with. */
  private void container(ObjectNode status, PodSpec.Container container) {
    JsonNode given = container.json().path("resources");
    if (!given.path("requests").isEmpty()) {
      status.set("allocatedResources", given.path("requests").deepCopy());
    }
    JsonNode actual = running(container).map(Actuated::resources).orElse(given);
    status.set("resources", actual.isObject() ? actual.deepCopy() : Json.object());
  }

  private Optional<Actuated> running(PodSpec.Container container) {
    return state
        .current(container.name())
        .filter(RuntimeState.Container::running)
        .flatMap(run -> size.resources().of(container.name(), run.id()));
  }

  private void conditions(ObjectNode status, Map<String, Waiting> failed) {
    ArrayNode conditions = Json.MAPPER.createArrayNode();
    for (JsonNode each : status.path("conditions")) {
      if (!List.of(PENDING, IN_PROGRESS).contains(each.path("type").asText())) {
        conditions.add(each);
      }
    }
    size.pending()
        .ifPresent(why -> conditions.add(condition(PENDING, why.reason().text(), why.message())));
    Optional<Waiting> error =
        failed.values().stream()
            .filter(each -> each.reason().equals(ContainerResize.ERROR))
            .findFirst();
    if (error.isPresent()) {
      conditions.add(condition(IN_PROGRESS, "Error", error.get().message()));
    } else if (isInProgress()) {
      conditions.add(condition(IN_PROGRESS, "", ""));
    }
    status.set("conditions", conditions);
  }

  private boolean isInProgress() {
    return spec.of(ContainerKind.SIDECAR, ContainerKind.MAIN).stream()
        .anyMatch(
            each ->
                running(each)
                    .filter(has -> differs(has, each.json().path("resources")))
                    .isPresent());
  }

  private static boolean differs(Actuated has, JsonNode wanted) {
    return RESOURCES.stream().anyMatch(each -> has.differs(each, wanted));
  }

  private ObjectNode condition(String type, String reason, String message) {
    ObjectNode condition = Json.object().put("type", type).put("status", "True");
    condition.put("observedGeneration", allocated.generation());
    condition.putNull("lastProbeTime");
    condition.put("lastTransitionTime", since(type));
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    if (!message.isEmpty()) {
      condition.put("message", message);
    }
    return condition;
  }

  private String since(String type) {
    return allocated
        .at("status", "conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(type))
        .map(each -> each.path("lastTransitionTime").asText())
        .findFirst()
        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
