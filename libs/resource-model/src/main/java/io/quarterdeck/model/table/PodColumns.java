package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of pods: its status is the most telling of all that the containers say. */
public final class PodColumns {
  public static final Columns COLUMNS =
      Columns.begin()
          .text("Ready", "How many containers are ready, of how many.", PodColumns::ready)
          .text("Status", "What the pod is doing.", PodColumns::status)
          .timed("Restarts", "How often containers were restarted.", PodColumns::restarts)
          .age()
          .wide("IP", "The address of the pod.", pod -> Cells.orNone(pod.text("status", "podIP")))
          .wide("Node", "Where the pod runs.", pod -> Cells.orNone(pod.text("spec", "nodeName")))
          .wide(
              "Nominated Node",
              "Where room is being made for the pod.",
              pod -> Cells.orNone(pod.text("status", "nominatedNodeName")))
          .wide("Readiness Gates", "Which conditions make the pod ready.", PodColumns::gates)
          .end();

  private PodColumns() {}

  private static String ready(ApiObject pod) {
    int ready = 0;
    int total = pod.at("spec", "containers").size();
    for (JsonNode status : pod.at("status", "containerStatuses")) {
      ready += isReady(status) ? 1 : 0;
    }
    Map<String, JsonNode> sidecars = sidecars(pod);
    total += sidecars.size();
    for (JsonNode status : pod.at("status", "initContainerStatuses")) {
      boolean sidecar = sidecars.containsKey(status.path("name").asText());
      ready += sidecar && isReady(status) ? 1 : 0;
    }
    return ready + "/" + total;
  }

  private static boolean isReady(JsonNode status) {
    return status.path("ready").asBoolean() && status.path("state").has("running");
  }

  private static Map<String, JsonNode> sidecars(ApiObject pod) {
    Map<String, JsonNode> sidecars = new HashMap<>();
    for (JsonNode container : pod.at("spec", "initContainers")) {
      if (container.path("restartPolicy").asText().equals("Always")) {
        sidecars.put(container.path("name").asText(), container);
      }
    }
    return sidecars;
  }

  private static String status(ApiObject pod) {
    String reason = pod.text("status", "reason");
    String status = reason.isEmpty() ? pod.text("status", "phase") : reason;
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")
          && condition.path("reason").asText().equals("SchedulingGated")) {
        status = "SchedulingGated";
      }
    }
    Optional<String> initializing = isInitialized(pod) ? Optional.empty() : initializing(pod);
    String shown = initializing.orElse(status);
    if (initializing.isEmpty()) {
      shown = ofContainers(pod, status);
    }
    if (pod.isBeingDeleted()) {
      if (pod.text("status", "reason").equals("NodeLost")) {
        return "Unknown";
      }
      boolean finished =
          pod.text("status", "phase").equals("Succeeded")
              || pod.text("status", "phase").equals("Failed");
      return finished ? shown : "Terminating";
    }
    return shown;
  }

  private static Optional<String> initializing(ApiObject pod) {
    Map<String, JsonNode> sidecars = sidecars(pod);
    int total = pod.at("spec", "initContainers").size();
    int index = 0;
    for (JsonNode status : pod.at("status", "initContainerStatuses")) {
      JsonNode state = status.path("state");
      boolean sidecar = sidecars.containsKey(status.path("name").asText());
      boolean done =
          state.path("terminated").path("exitCode").asInt(-1) == 0
              || (sidecar && status.path("started").asBoolean());
      if (!done) {
        return Optional.of("Init:" + initState(state, index, total));
      }
      index++;
    }
    return Optional.empty();
  }

  private static String initState(JsonNode state, int index, int total) {
    if (state.has("terminated")) {
      String reason = state.path("terminated").path("reason").asText("");
      return reason.isEmpty() ? ended(state.path("terminated")) : reason;
    }
    String waiting = state.path("waiting").path("reason").asText("");
    return waiting.isEmpty() || waiting.equals("PodInitializing") ? index + "/" + total : waiting;
  }

  private static String ended(JsonNode terminated) {
    int signal = terminated.path("signal").asInt();
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + terminated.path("exitCode").asInt();
  }

  private static String ofContainers(ApiObject pod, String otherwise) {
    String shown = otherwise;
    boolean running = false;
    JsonNode statuses = pod.at("status", "containerStatuses");
    for (int i = statuses.size() - 1; i >= 0; i--) {
      JsonNode state = statuses.get(i).path("state");
      String waiting = state.path("waiting").path("reason").asText("");
      if (!waiting.isEmpty()) {
        shown = waiting;
      } else if (state.has("terminated")) {
        String reason = state.path("terminated").path("reason").asText("");
        shown = reason.isEmpty() ? ended(state.path("terminated")) : reason;
      } else if (isReady(statuses.get(i))) {
        running = true;
      }
    }
    if (shown.equals("Completed") && running) {
      return hasReadyCondition(pod) ? "Running" : "NotReady";
    }
    return shown;
  }

  private static boolean hasReadyCondition(ApiObject pod) {
    return hasCondition(pod, "Ready");
  }

  private static boolean isInitialized(ApiObject pod) {
    return hasCondition(pod, "Initialized");
  }

  private static boolean hasCondition(ApiObject pod, String type) {
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** Of init containers only as long as they run, but of sidecars always. */
  private static String restarts(ApiObject pod, Instant now) {
    boolean initializing = !isInitialized(pod) && initializing(pod).isPresent();
    Map<String, JsonNode> sidecars = sidecars(pod);
    List<JsonNode> counted = new ArrayList<>();
    for (JsonNode status : pod.at("status", "initContainerStatuses")) {
      if (initializing || sidecars.containsKey(status.path("name").asText())) {
        counted.add(status);
      }
    }
    if (!initializing) {
      pod.at("status", "containerStatuses").forEach(counted::add);
    }
    int restarts = 0;
    String last = "";
    for (JsonNode status : counted) {
      restarts += status.path("restartCount").asInt();
      String ended = status.path("lastState").path("terminated").path("finishedAt").asText("");
      last = ended.compareTo(last) > 0 ? ended : last;
    }
    return restarts == 0 || last.isEmpty()
        ? Integer.toString(restarts)
        : restarts + " (" + Ages.since(last, now) + " ago)";
  }

  private static String gates(ApiObject pod) {
    JsonNode gates = pod.at("spec", "readinessGates");
    if (gates.isEmpty()) {
      return Cells.NONE;
    }
    int ready = 0;
    for (JsonNode gate : gates) {
      for (JsonNode condition : pod.at("status", "conditions")) {
        boolean same = condition.path("type").asText().equals(gate.path("conditionType").asText());
        ready += same && condition.path("status").asText().equals("True") ? 1 : 0;
      }
    }
    return ready + "/" + gates.size();
  }
}
