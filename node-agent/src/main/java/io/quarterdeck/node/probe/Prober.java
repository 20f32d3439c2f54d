package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.Lifecycle;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.node.pod.RuntimeState;
import io.quarterdeck.role.event.EventNote;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Probes the running containers of this node. Whoever looks after a pod calls {@link #sync} with
 * each look and {@link #forget} at its end. Thread-safe.
 */
public final class Prober {
  private final Handler handler;
  private final Lifecycle lifecycle;
  private final Consumer<EventNote> events;
  private volatile Consumer<String> changed = _ -> {};
  private final Map<String, Map<String, ContainerProbes>> byPod = new ConcurrentHashMap<>();

  /**
   * Probes nothing until {@link #sync}.
   *
   * @param lifecycle ends containers that fail
   */
  public Prober(CriClient cri, Vertx vertx, Lifecycle lifecycle, Consumer<EventNote> events) {
    this.handler = new Handlers(cri, vertx);
    this.lifecycle = lifecycle;
    this.events = events;
  }

  /** Who is told the uid of a pod whose results are others than before. */
  public void onChange(Consumer<String> listener) {
    changed = listener;
  }

  /** Begins with containers that run now, ends with those that no longer do; says what holds. */
  public ProbeResults sync(ApiObject pod, RuntimeState state) {
    Map<String, ContainerProbes> probed =
        byPod.computeIfAbsent(pod.uid(), _ -> new ConcurrentHashMap<>());
    Set<String> running = new HashSet<>();
    Set<String> unready = new HashSet<>();
    Set<String> unstarted = new HashSet<>();
    for (PodSpec.Container each : PodSpec.of(pod).containers()) {
      state
          .current(each.name())
          .filter(RuntimeState.Container::running)
          .filter(_ -> !Probe.of(each.json()).isEmpty())
          .ifPresent(
              run -> {
                running.add(run.id());
                ContainerProbes probes =
                    probed.computeIfAbsent(run.id(), _ -> begin(pod, each, run, ip(state)));
                if (!probes.isReady()) {
                  unready.add(each.name());
                }
                if (!probes.isStarted()) {
                  unstarted.add(each.name());
                }
              });
    }
    probed.entrySet().removeIf(entry -> ends(entry, running));
    if (pod.isBeingDeleted()) {
      // What is ending is not asked any longer: its last answers stand.
      probed.values().forEach(ContainerProbes::end);
    }
    return new ProbeResults(Set.copyOf(unready), Set.copyOf(unstarted));
  }

  public void forget(String podUid) {
    Map<String, ContainerProbes> probed = byPod.remove(podUid);
    if (probed != null) {
      probed.values().forEach(ContainerProbes::end);
    }
  }

  private static boolean ends(Map.Entry<String, ContainerProbes> entry, Set<String> running) {
    if (running.contains(entry.getKey())) {
      return false;
    }
    entry.getValue().end();
    return true;
  }

  private static String ip(RuntimeState state) {
    return state
        .sandbox()
        .map(RuntimeState.Sandbox::addresses)
        .filter(addresses -> !addresses.isEmpty())
        .map(addresses -> addresses.getFirst())
        .orElse("127.0.0.1");
  }

  private ContainerProbes begin(
      ApiObject pod, PodSpec.Container container, RuntimeState.Container run, String podIp) {
    ContainerProbes probes =
        new ContainerProbes(
            pod,
            container.json(),
            new Handler.Target(run.id(), podIp, container.json()),
            run.started(),
            known(pod, container.name(), run.id()));
    if (!pod.isBeingDeleted()) {
      probes.begin(handler, lifecycle, events, uid -> changed.accept(uid));
    }
    return probes;
  }

  /** What an agent before this one reported of the same run: it need not be found out again. */
  private static JsonNode known(ApiObject pod, String container, String id) {
    for (String list : new String[] {"containerStatuses", "initContainerStatuses"}) {
      for (JsonNode each : pod.at("status", list)) {
        if (each.path("name").asText().equals(container)
            && each.path("containerID").asText().endsWith("//" + id)) {
          return each;
        }
      }
    }
    return pod.at("none");
  }
}
