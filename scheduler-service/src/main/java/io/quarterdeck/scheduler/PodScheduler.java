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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds a node for one pod after the other and binds it. What was bound a moment ago, or may have
 * been because the answer got lost, is reckoned with before the cache shows it; when the cache does
 * not show it for long, the API is asked. For one thread.
 */
final class PodScheduler implements Reconciler {
  /** When nothing happens that could help. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  /** So long the cache may lag behind a binding before somebody asks what became of it. */
  private static final Duration BELIEVE = Duration.ofSeconds(30);

  private static final String OWN_NAME = "default-scheduler";

  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Clock clock;
  private final RandomGenerator random;
  private final Assumptions assumptions = new Assumptions();
  private final Attempts attempts = new Attempts();

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
    if (found.isEmpty()) {
      assumptions.forget(key);
      attempts.forget(key);
      return Outcome.DONE;
    }
    ApiObject pod = found.get();
    Optional<Assumptions.Assumed> assumed = assumptions.of(pod);
    if (assumed.isPresent()) {
      return follow(assumed.get(), cause);
    }
    Duration pause = attempts.pause(key, pod.uid(), clock.instant());
    return pause.isPositive() ? new Outcome.Again(pause) : place(pod, cause);
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

  /** A binding that the cache does not show is believed for a while, then looked at. */
  private Outcome follow(Assumptions.Assumed assumed, Cause cause) {
    Duration left = Duration.between(clock.instant(), assumed.since().plus(BELIEVE));
    if (assumed.certain() && left.isPositive()) {
      return new Outcome.Again(left);
    }
    ApiObject pod = assumed.pod();
    Optional<ApiObject> live =
        api.get(Resources.PODS, pod.key()).filter(each -> each.uid().equals(pod.uid()));
    if (live.isPresent() && !live.get().text("spec", "nodeName").isEmpty()) {
      assumptions.put(live.get(), true, clock.instant());
      if (!assumed.certain() && live.get().text("spec", "nodeName").equals(assumed.node())) {
        tellBound(pod, assumed.node(), cause);
      }
      return new Outcome.Again(BELIEVE);
    }
    assumptions.forget(pod.key());
    return live.filter(PodScheduler::awaitsNode).isPresent()
        ? place(live.get(), cause)
        : Outcome.DONE;
  }

  private Outcome place(ApiObject pod, Cause cause) {
    Placement placement =
        Unsupported.demand(pod)
            .<Placement>map(Placement.Nowhere::new)
            .orElseGet(() -> Placement.decide(pod, nodes(), random));
    return switch (placement) {
      case Placement.On on -> {
        bind(pod, on.node(), cause);
        yield new Outcome.Again(BELIEVE);
      }
      case Placement.Nowhere nowhere -> {
        attempts.failed(pod.key(), pod.uid(), clock.instant());
        reject(pod, nowhere.message(), cause);
        yield new Outcome.Again(LOOK_AGAIN);
      }
    };
  }

  private List<NodeState> nodes() {
    Map<String, List<ApiObject>> byNode = new HashMap<>();
    for (ApiObject pod : cache.list(Resources.PODS, "")) {
      ApiObject placed =
          pod.text("spec", "nodeName").isEmpty()
              ? assumptions.of(pod).map(Assumptions.Assumed::pod).orElse(pod)
              : pod;
      String node = placed.text("spec", "nodeName");
      if (!node.isEmpty()) {
        byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(placed);
      }
    }
    List<NodeState> states = new ArrayList<>();
    for (ApiObject node : cache.list(Resources.NODES, "")) {
      states.add(NodeState.of(node, byNode.getOrDefault(node.name(), List.of())));
    }
    return states;
  }

  /** Whoever was faster, or whatever became of a lost answer: {@link #follow} finds out. */
  private void bind(ApiObject pod, String node, Cause cause) {
    ApiObject placed = pod.copy();
    placed.json().withObject("/spec").put("nodeName", node);
    Instant now = clock.instant();
    assumptions.put(placed, false, now);
    try {
      api.post(Resources.PODS, pod.key(), "binding", binding(pod, node), cause);
    } catch (ApiException e) {
      boolean refused = e.code() >= 400 && e.code() < 500 && !e.isConflict();
      if (refused) {
        assumptions.forget(pod.key());
      }
      if (e.isNotFound()) {
        return;
      }
      throw e;
    }
    assumptions.put(placed, true, now);
    attempts.forget(pod.key());
    tellBound(pod, node, cause);
  }

  private static ObjectNode binding(ApiObject pod, String node) {
    ObjectNode binding = Json.object().put("apiVersion", "v1").put("kind", "Binding");
    binding
        .putObject("metadata")
        .put("name", pod.name())
        .put("namespace", pod.namespace())
        .put("uid", pod.uid());
    binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", node);
    return binding;
  }

  private void tellBound(ApiObject pod, String node, Cause cause) {
    String message = "Successfully assigned " + pod.namespace() + "/" + pod.name() + " to " + node;
    events.record(EventNote.normal(pod, "Scheduled", message), cause);
  }

  /**
   * Every attempt is told, as users count them; the condition changes only when the answer does.
   */
  private void reject(ApiObject pod, String message, Cause cause) {
    Optional<ObjectNode> patch = PodConditions.unschedulable(pod, message, clock.instant());
    if (patch.isPresent()) {
      try {
        api.patchStatus(Resources.PODS, pod.key(), PatchType.STRATEGIC_MERGE, patch.get(), cause);
      } catch (ApiException e) {
        if (e.isNotFound()) {
          return;
        }
        throw e;
      }
    }
    events.record(EventNote.warning(pod, "FailedScheduling", message), cause);
  }
}
