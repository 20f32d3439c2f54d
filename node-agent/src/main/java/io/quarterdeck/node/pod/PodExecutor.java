package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.cri.v1.PodSandboxConfig;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.ConfigException;
import io.quarterdeck.node.container.ContainerConfigs;
import io.quarterdeck.node.container.Environment;
import io.quarterdeck.node.container.SandboxConfigs;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.node.volume.VolumeException;
import io.quarterdeck.node.volume.Volumes;
import io.quarterdeck.role.event.EventNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries out plans. A step that fails leaves the rest of the plan for the next look and says for
 * which container and why; it decides nothing.
 */
public final class PodExecutor {
  private final CriClient cri;
  private final Node node;
  private final Lifecycle lifecycle;
  private final ContainerImages images;
  private final Consumer<EventNote> tell;
  private final Actuations actuations;
  private final ContainerResize sizes;

  /** What pods of this node share. */
  public record Node(
      String name,
      String ip,
      Path root,
      SandboxConfigs.ClusterDns dns,
      Environment.Lookup lookup,
      Volumes volumes) {}

  /**
   * For pods of one node.
   *
   * @param tell hears what users should know, as it happens
   */
  public PodExecutor(
      CriClient cri,
      Node node,
      Lifecycle lifecycle,
      Consumer<EventNote> tell,
      Actuations actuations) {
    this.cri = cri;
    this.node = node;
    this.lifecycle = lifecycle;
    this.images = new ContainerImages(cri, tell);
    this.tell = tell;
    this.actuations = actuations;
    this.sizes = new ContainerResize(cri, actuations);
  }

  /** Performs the actions in order; what failed is returned as what its container waits for. */
  public Map<String, Waiting> execute(ApiObject pod, PodPlan plan, RuntimeState state) {
    Map<String, Waiting> failed = new HashMap<>();
    Optional<Map<String, Path>> volumes = volumes(pod, plan);
    if (volumes.isEmpty()) {
      plan.waiting().keySet().forEach(each -> failed.put(each, Waiting.of("ContainerCreating")));
    }
    kill(pod, plan, state);
    for (PodPlan.Action action : plan.actions()) {
      if (volumes.isEmpty() && starts(action)) {
        continue;
      }
      switch (action) {
        case PodPlan.CreateSandbox create -> createSandbox(pod, create.attempt(), failed);
        case PodPlan.StopSandbox stop -> cri.stopSandbox(stop.id());
        case PodPlan.Kill _ -> {
          // All are ended at once, before anything else.
        }
        case PodPlan.Resize resize ->
            sizes.resize(pod, resize).ifPresent(why -> failed.put(resize.name(), why));
        case PodPlan.Remove remove -> cri.removeContainer(remove.id());
        case PodPlan.Start start ->
            start(pod, start, state, volumes.orElseThrow())
                .ifPresent(why -> failed.put(start.name(), why));
      }
    }
    return Map.copyOf(failed);
  }

  /** All at the same time: the grace period is the pod's, not one for each container. */
  private void kill(ApiObject pod, PodPlan plan, RuntimeState state) {
    List<Thread> threads = new ArrayList<>();
    for (PodPlan.Action action : plan.actions()) {
      if (action instanceof PodPlan.Kill kill) {
        tell.accept(EventNote.normal(pod, "Killing", "Stopping container " + kill.name()));
        threads.add(
            Thread.ofVirtual()
                .name("kill " + kill.name())
                .start(
                    () ->
                        lifecycle.stop(pod, kill.name(), kill.id(), address(state), kill.grace())));
      }
    }
    try {
      for (Thread each : threads) {
        each.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String address(RuntimeState state) {
    return state
        .sandbox()
        .map(RuntimeState.Sandbox::addresses)
        .filter(addresses -> !addresses.isEmpty())
        .map(addresses -> addresses.getFirst())
        .orElse(node.ip());
  }

  private void createSandbox(ApiObject pod, int attempt, Map<String, Waiting> failed) {
    try {
      Files.createDirectories(logs(pod));
      String unused = cri.runSandbox(sandbox(pod, attempt));
    } catch (IOException | StatusRuntimeException e) {
      String message = "Failed to create pod sandbox: " + e.getMessage();
      for (PodSpec.Container each : PodSpec.of(pod).lasting()) {
        failed.put(each.name(), new Waiting("ContainerCreating", message));
      }
    }
  }

  private Optional<Waiting> start(
      ApiObject pod, PodPlan.Start start, RuntimeState state, Map<String, Path> volumes) {
    PodSpec.Container container = PodSpec.of(pod).container(start.name()).orElseThrow();
    RuntimeState.Sandbox sandbox = state.sandbox().orElseThrow();
    Optional<Waiting> missing = images.provide(pod, container.json());
    if (missing.isPresent()) {
      return missing;
    }
    String id;
    try {
      var config =
          ContainerConfigs.of(
              container.json(),
              start.attempt(),
              start.backOff(),
              surroundings(pod, container.json(), state, volumes));
      id = cri.createContainer(sandbox.id(), config, sandbox(pod, sandbox.attempt()));
      actuations.actuated(pod, start.name(), id, container.json().path("resources"));
      tell.accept(EventNote.normal(pod, "Created", "Created container: " + start.name()));
    } catch (ConfigException e) {
      return Optional.of(new Waiting("CreateContainerConfigError", String.valueOf(e.getMessage())));
    } catch (IOException | StatusRuntimeException e) {
      return Optional.of(new Waiting("CreateContainerError", String.valueOf(e.getMessage())));
    }
    try {
      cri.startContainer(id);
      tell.accept(EventNote.normal(pod, "Started", "Started container " + start.name()));
      return lifecycle
          .started(pod, container.json(), id, address(state))
          .map(why -> new Waiting("PostStartHookError", why));
    } catch (StatusRuntimeException e) {
      return Optional.of(new Waiting("RunContainerError", String.valueOf(e.getMessage())));
    }
  }

  private ContainerConfigs.Surroundings surroundings(
      ApiObject pod, JsonNode container, RuntimeState state, Map<String, Path> volumes)
      throws ConfigException, IOException {
    String ip = address(state);
    Map<String, String> variables =
        Environment.of(
            container, new Environment.Context(pod, ip, node.ip(), node.name(), node.lookup()));
    return new ContainerConfigs.Surroundings(
        pod, variables, volumes, hosts(pod, ip), target(container, state));
  }

  /** The container whose processes an ephemeral one wants to see. */
  private static Optional<String> target(JsonNode container, RuntimeState state)
      throws ConfigException {
    String name = container.path("targetContainerName").asText("");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> id =
        state.current(name).filter(RuntimeState.Container::running).map(RuntimeState.Container::id);
    if (id.isEmpty()) {
      throw new ConfigException("target container \"" + name + "\" does not run");
    }
    return id;
  }

  /** Where the volumes are; empty when one of them cannot be made, which an Event tells. */
  private Optional<Map<String, Path>> volumes(ApiObject pod, PodPlan plan) {
    if (plan.actions().stream().noneMatch(PodExecutor::starts)) {
      node.volumes().keep(pod);
      return Optional.of(Map.of());
    }
    try {
      return Optional.of(node.volumes().prepare(pod));
    } catch (VolumeException e) {
      return Optional.empty();
    }
  }

  private static boolean starts(PodPlan.Action action) {
    return action instanceof PodPlan.CreateSandbox || action instanceof PodPlan.Start;
  }

  private Path hosts(ApiObject pod, String ip) throws IOException {
    StringBuilder text = new StringBuilder("127.0.0.1\tlocalhost\n::1\tlocalhost\n");
    text.append(ip).append('\t').append(SandboxConfigs.hostname(pod)).append('\n');
    for (JsonNode alias : pod.at("spec", "hostAliases")) {
      text.append(alias.path("ip").asText());
      alias.path("hostnames").forEach(each -> text.append('\t').append(each.asText()));
      text.append('\n');
    }
    Path file = Files.createDirectories(directory(pod)).resolve("hosts");
    return Files.writeString(file, text);
  }

  private PodSandboxConfig sandbox(ApiObject pod, int attempt) {
    return SandboxConfigs.of(pod, attempt, logs(pod), node.dns());
  }

  private Path directory(ApiObject pod) {
    return node.root().resolve("pods").resolve(pod.uid());
  }

  private Path logs(ApiObject pod) {
    return node.root()
        .resolve("logs")
        .resolve(pod.namespace() + "_" + pod.name() + "_" + pod.uid())
        .toAbsolutePath();
  }
}
