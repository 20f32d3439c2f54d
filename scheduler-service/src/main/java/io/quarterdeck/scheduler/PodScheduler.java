package io.quarterdeck.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import io.quarterdeck.scheduler.plan.NodeState;
import io.quarterdeck.scheduler.plan.Placement;
import io.quarterdeck.scheduler.plan.Unsupported;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds a node for one pod after the other and binds it. What was bound a moment ago is reckoned
 * with before the cache shows it. For one thread.
 */
final class PodScheduler implements Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
  private static final String OWN_NAME = "default-scheduler";

  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Clock clock;
  private final RandomGenerator random;

  /** Pods that were bound here and that the cache may still show without a node, by uid. */
  private final Map<String, ApiObject> assumed = new HashMap<>();

  PodScheduler(
      ObjectCache cache, Api api, EventRecorder events, Clock clock, RandomGenerator random) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.PODS, key).filter(PodScheduler::awaitsNode);
    if (found.isEmpty() || assumed.containsKey(found.get().uid())) {
      return Outcome.DONE;
    }
    ApiObject pod = found.get();
    Placement placement =
        Unsupported.demand(pod)
            .<Placement>map(Placement.Nowhere::new)
            .orElseGet(() -> Placement.decide(pod, nodes(), random));
    return switch (placement) {
      case Placement.On on -> {
        bind(pod, on.node(), cause);
        yield Outcome.DONE;
      }
      case Placement.Nowhere nowhere -> {
        reject(pod, nowhere.message(), cause);
        yield new Outcome.Again(LOOK_AGAIN);
      }
    };
  }

  /** Whether a pod is one that this scheduler is to find a node for. */
  static boolean awaitsNode(ApiObject pod) {
    String scheduler = pod.text("spec", "schedulerName");
    return pod.text("spec", "nodeName").isEmpty()
        && (scheduler.isEmpty() || scheduler.equals(OWN_NAME))
        && pod.at("spec", "schedulingGates").isEmpty()
        && !pod.isBeingDeleted()
        && !NodeState.hasEnded(pod);
  }

  private List<NodeState> nodes() {
    Map<String, List<ApiObject>> byNode = new HashMap<>();
    for (ApiObject pod : cache.list(Resources.PODS, "")) {
      ApiObject placed = pod;
      if (!pod.text("spec", "nodeName").isEmpty()) {
        assumed.remove(pod.uid());
      } else {
        placed = assumed.getOrDefault(pod.uid(), pod);
      }
      String node = placed.text("spec", "nodeName");
      if (!node.isEmpty()) {
        byNode.computeIfAbsent(node, none -> new ArrayList<>()).add(placed);
      }
    }
    List<NodeState> states = new ArrayList<>();
    for (ApiObject node : cache.list(Resources.NODES, "")) {
      states.add(NodeState.of(node, byNode.getOrDefault(node.name(), List.of())));
    }
    return states;
  }

  private void bind(ApiObject pod, String node, Cause cause) {
    ObjectNode binding = Json.object().put("apiVersion", "v1").put("kind", "Binding");
    binding
        .putObject("metadata")
        .put("name", pod.name())
        .put("namespace", pod.namespace())
        .put("uid", pod.uid());
    binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", node);
    ApiObject placed = pod.copy();
    placed.json().withObject("/spec").put("nodeName", node);
    assumed.put(pod.uid(), placed);
    try {
      api.post(Resources.PODS, pod.key(), "binding", binding, cause);
    } catch (ApiException e) {
      assumed.remove(pod.uid());
      if (e.isNotFound() || e.isConflict()) {
        // Gone, or bound by somebody else: what the cache tells next decides.
        return;
      }
      throw e;
    }
    events.record(
        EventNote.normal(
            pod,
            "Scheduled",
            "Successfully assigned " + pod.namespace() + "/" + pod.name() + " to " + node),
        cause);
  }

  private void reject(ApiObject pod, String message, Cause cause) {
    if (isKnown(pod, message)) {
      return;
    }
    ObjectNode patch = Json.object();
    patch
        .putObject("status")
        .putArray("conditions")
        .addObject()
        .put("type", "PodScheduled")
        .put("status", "False")
        .put("reason", "Unschedulable")
        .put("message", message)
        .put("lastTransitionTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      api.patchStatus(Resources.PODS, pod.key(), PatchType.STRATEGIC_MERGE, patch, cause);
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return;
      }
      throw e;
    }
    events.record(EventNote.warning(pod, "FailedScheduling", message), cause);
  }

  private static boolean isKnown(ApiObject pod, String message) {
    for (var condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")) {
        return condition.path("message").asText().equals(message);
      }
    }
    return false;
  }
}
