package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pod's status as the API shows it, of what the runtime knows and the planner waits for. */
public final class PodStatus {
  private final ApiObject pod;
  private final PodSpec spec;
  private final RuntimeState state;
  private final Map<String, Waiting> waiting;
  private final Set<String> unready;
  private final Set<String> unstarted;
  private final Instant now;

  private PodStatus(
      ApiObject pod,
      RuntimeState state,
      Map<String, Waiting> waiting,
      Set<String> unready,
      Set<String> unstarted,
      Instant now) {
    this.pod = pod;
    this.spec = PodSpec.of(pod);
    this.state = state;
    this.waiting = waiting;
    this.unready = unready;
    this.unstarted = unstarted;
    this.now = now;
  }

  /**
   * The whole status, made from the last one: what others wrote there stays.
   *
   * @param unready containers that run but whose probes have not succeeded
   */
  public static ObjectNode of(
      ApiObject pod,
      RuntimeState state,
      Map<String, Waiting> waiting,
      Set<String> unready,
      String hostIp,
      Instant now) {
    return of(pod, state, waiting, unready, Set.of(), hostIp, now);
  }

  /**
   * Heeds startup probes too.
   *
   * @param unstarted containers that run but whose startup probe has not succeeded
   */
  public static ObjectNode of(
      ApiObject pod,
      RuntimeState state,
      Map<String, Waiting> waiting,
      Set<String> unready,
      Set<String> unstarted,
      String hostIp,
      Instant now) {
    return new PodStatus(pod, state, waiting, unready, unstarted, now).status(hostIp);
  }

  private ObjectNode status(String hostIp) {
    ObjectNode status = pod.at("status") instanceof ObjectNode old ? old.deepCopy() : Json.object();
    String phase = phase();
    status.put("phase", phase);
    status.put("observedGeneration", pod.generation());
    status.put("hostIP", hostIp);
    status.putArray("hostIPs").addObject().put("ip", hostIp);
    if (status.path("startTime").asText("").isEmpty()) {
      status.put("startTime", time(now));
    }
    addresses(status, hostIp);
    status.set("conditions", conditions(phase));
    list(status, "initContainerStatuses", spec.of(ContainerKind.INIT, ContainerKind.SIDECAR));
    list(status, "containerStatuses", spec.of(ContainerKind.MAIN));
    list(status, "ephemeralContainerStatuses", spec.of(ContainerKind.EPHEMERAL));
    return status;
  }

  private void addresses(ObjectNode status, String hostIp) {
    List<String> found =
        pod.at("spec", "hostNetwork").asBoolean()
            ? List.of(hostIp)
            : state.sandbox().map(RuntimeState.Sandbox::addresses).orElse(List.of());
    if (!found.isEmpty()) {
      status.put("podIP", found.getFirst());
      ArrayNode all = status.putArray("podIPs");
      found.forEach(each -> all.addObject().put("ip", each));
    }
  }

  String phase() {
    if (Deadline.isExceeded(pod) && !state.anyRunning()) {
      return "Failed";
    }
    if (PodPlanner.finished(spec, state)) {
      return spec.lasting().stream()
              .filter(each -> each.kind() != ContainerKind.SIDECAR)
              .map(each -> state.newest(each.name()))
              .allMatch(run -> run.filter(found -> found.exitCode() == 0).isPresent())
          ? "Succeeded"
          : "Failed";
    }
    List<RuntimeState.Container> runs =
        state.containers().stream().filter(run -> !isEphemeral(run.name())).toList();
    if (spec.stopping() && !runs.isEmpty() && !state.anyRunning()) {
      return runs.stream().allMatch(run -> run.exitCode() == 0) ? "Succeeded" : "Failed";
    }
    boolean started =
        spec.of(ContainerKind.MAIN).stream()
            .allMatch(each -> state.newest(each.name()).isPresent());
    return started ? "Running" : "Pending";
  }

  private boolean isEphemeral(String name) {
    return spec.of(ContainerKind.EPHEMERAL).stream().anyMatch(each -> each.name().equals(name));
  }

  private ArrayNode conditions(String phase) {
    List<String> incomplete =
        spec.of(ContainerKind.INIT, ContainerKind.SIDECAR).stream()
            .map(PodSpec.Container::name)
            .filter(name -> !initialized(name))
            .toList();
    List<String> unreadyContainers =
        spec.of(ContainerKind.MAIN, ContainerKind.SIDECAR).stream()
            .map(PodSpec.Container::name)
            .filter(name -> !ready(name))
            .toList();
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    String reason =
        switch (phase) {
          case "Succeeded" -> "PodCompleted";
          case "Failed" -> "PodFailed";
          default -> "ContainersNotReady";
        };
    String message = over ? "" : "containers with unready status: " + goList(unreadyContainers);
    boolean isReady = unreadyContainers.isEmpty() && !over;
    ArrayNode conditions = Json.MAPPER.createArrayNode();
    boolean network = state.ready();
    condition(conditions, "PodReadyToStartContainers", network, "", "");
    boolean isInitialized = incomplete.isEmpty() || phase.equals("Succeeded");
    condition(
        conditions,
        "Initialized",
        isInitialized,
        phase.equals("Succeeded")
            ? "PodCompleted"
            : isInitialized ? "" : "ContainersNotInitialized",
        isInitialized ? "" : "containers with incomplete status: " + goList(incomplete));
    String gate = missingReadinessGate();
    boolean podReady = isReady && gate.isEmpty();
    condition(
        conditions,
        "Ready",
        podReady,
        podReady ? "" : isReady ? "ReadinessGatesNotReady" : reason,
        podReady
            ? ""
            : isReady
                ? "corresponding condition of pod readiness gate \"" + gate + "\" does not exist."
                : message);
    condition(
        conditions, "ContainersReady", isReady, isReady ? "" : reason, isReady ? "" : message);
    condition(conditions, "PodScheduled", true, "", "");
    keepForeign(conditions);
    return conditions;
  }

  private String missingReadinessGate() {
    for (JsonNode gate : pod.at("spec", "readinessGates")) {
      String type = gate.path("conditionType").asText();
      if (!old(type).path("status").asText().equals("True")) {
        return type;
      }
    }
    return "";
  }

  private void condition(
      ArrayNode conditions, String type, boolean holds, String reason, String message) {
    ObjectNode condition = conditions.addObject().put("type", type);
    String status = holds ? "True" : "False";
    JsonNode old = old(type);
    boolean same = old.path("status").asText().equals(status);
    condition.put("status", status).put("observedGeneration", pod.generation());
    condition.putNull("lastProbeTime");
    condition.put("lastTransitionTime", same ? old.path("lastTransitionTime").asText() : time(now));
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    if (!message.isEmpty()) {
      condition.put("message", message);
    }
  }

  /** Conditions of other writers are not ours to drop. */
  private void keepForeign(ArrayNode conditions) {
    List<String> own = conditions.valueStream().map(each -> each.path("type").asText()).toList();
    for (JsonNode each : pod.at("status", "conditions")) {
      if (!own.contains(each.path("type").asText())) {
        conditions.add(each);
      }
    }
  }

  private JsonNode old(String type) {
    for (JsonNode each : pod.at("status", "conditions")) {
      if (each.path("type").asText().equals(type)) {
        return each;
      }
    }
    return Json.object();
  }

  private boolean initialized(String name) {
    boolean sidecar =
        spec.container(name).map(each -> each.kind() == ContainerKind.SIDECAR).orElse(false);
    return state
        .newest(name)
        .filter(
            run ->
                sidecar
                    ? run.running() && !unstarted.contains(name)
                    : run.exited() && run.exitCode() == 0)
        .isPresent();
  }

  private boolean ready(String name) {
    return state.newest(name).filter(RuntimeState.Container::running).isPresent()
        && !unready.contains(name);
  }

  private void list(ObjectNode status, String field, List<PodSpec.Container> containers) {
    if (containers.isEmpty()) {
      return;
    }
    ArrayNode statuses = status.putArray(field);
    for (PodSpec.Container each : containers) {
      boolean ready =
          switch (each.kind()) {
            case INIT -> initialized(each.name());
            case SIDECAR, MAIN -> ready(each.name());
            case EPHEMERAL -> false;
          };
      statuses.add(
          ContainerStatuses.of(each, state, waiting, ready, !unstarted.contains(each.name())));
    }
  }

  private static String goList(List<String> names) {
    return "[" + String.join(" ", names) + "]";
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
