package io.quarterdeck.controller.nodelifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.controller.pod.Pods;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Marks nodes that stopped reporting and taints them. Before a node is called lost its Lease is
 * read from the API: a bus that stands still must not look like dead nodes.
 */
public final class NodeLifecycleController implements Reconciler {
  public static final String LEASES = "kube-node-lease";

  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Duration grace;
  private final Clock clock;
  private final NodeSigns signs = new NodeSigns();

  public NodeLifecycleController(
      ObjectCache cache, Api api, EventRecorder events, Duration grace, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.grace = grace;
    this.clock = clock;
  }

  /** The nodes that a change of a Node concerns: whether others may be emptied depends on it. */
  public Collection<ObjectKey> concerned(
      ObjectKey key, Optional<ApiObject> before, Optional<ApiObject> after) {
    boolean same =
        before
            .map(NodeLifecycleController::isReady)
            .equals(after.map(NodeLifecycleController::isReady));
    return same
        ? List.of(key)
        : cache.list(Resources.NODES, "").stream().map(ApiObject::key).toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> found = cache.get(Resources.NODES, key);
    if (found.isEmpty() || found.get().isBeingDeleted()) {
      signs.forget(key.name());
      return Outcome.DONE;
    }
    ApiObject node = found.get();
    ObjectKey leaseKey = new ObjectKey(LEASES, key.name());
    Instant now = clock.instant();
    Instant lastSign = signs.note(node, cache.get(Resources.LEASES, leaseKey), now);
    NodePlan plan = NodePlanner.plan(node, lastSign, grace, anyReady(), now);
    if (plan.conditions().isPresent()) {
      Optional<ApiObject> live = api.get(Resources.NODES, key);
      if (live.filter(each -> each.uid().equals(node.uid())).isEmpty()) {
        return Outcome.DONE;
      }
      Instant confirmed = signs.note(live.get(), api.get(Resources.LEASES, leaseKey), now);
      if (!confirmed.equals(lastSign)) {
        return new Outcome.Again(grace);
      }
      plan = NodePlanner.plan(live.get(), lastSign, grace, anyReady(), now);
      apply(live.get(), plan, cause);
    } else {
      apply(node, plan, cause);
    }
    return plan.again().<Outcome>map(Outcome.Again::new).orElse(Outcome.DONE);
  }

  private boolean anyReady() {
    return cache.list(Resources.NODES, "").stream().anyMatch(NodeLifecycleController::isReady);
  }

  private static boolean isReady(ApiObject node) {
    return Conditions.isTrue(node.at("status", "conditions"), "Ready");
  }

  private void apply(ApiObject node, NodePlan plan, Cause cause) {
    ApiObject current = node;
    if (plan.conditions().isPresent()) {
      ObjectNode patch = versioned(current);
      patch.putObject("status").set("conditions", plan.conditions().get());
      current = api.patchStatus(Resources.NODES, node.key(), PatchType.MERGE, patch, cause);
    }
    if (plan.taints().isPresent()) {
      ArrayNode taints = plan.taints().get();
      ObjectNode patch = versioned(current);
      patch.putObject("spec").set("taints", taints.isEmpty() ? taints.nullNode() : taints);
      api.patch(Resources.NODES, node.key(), PatchType.MERGE, patch, cause);
    }
    if (plan.lost()) {
      events.record(
          EventNote.normal(
              node, "NodeNotReady", "Node " + node.name() + " status is now: NodeNotReady"),
          cause);
    }
    if (plan.podsNotReady()) {
      podsNotReady(node.name(), cause);
    }
  }

  private static ObjectNode versioned(ApiObject object) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").put("resourceVersion", object.resourceVersion());
    return patch;
  }

  /** The Pods of a node that says nothing are no endpoints any more. */
  private void podsNotReady(String node, Cause cause) {
    for (ApiObject pod : cache.list(Resources.PODS, "")) {
      if (Pods.node(pod).equals(node) && Pods.isReady(pod)) {
        notReady(pod, cause);
      }
    }
  }

  private void notReady(ApiObject pod, Cause cause) {
    ObjectNode patch = versioned(pod);
    patch.putObject("status").set("conditions", NodePlanner.notReady(pod, clock.instant()));
    try {
      api.patchStatus(Resources.PODS, pod.key(), PatchType.MERGE, patch, cause);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    events.record(EventNote.warning(pod, "NodeNotReady", "Node is not ready"), cause);
  }
}
