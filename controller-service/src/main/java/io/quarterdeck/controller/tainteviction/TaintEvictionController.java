package io.quarterdeck.controller.tainteviction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventNote;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Deletes Pods that do not tolerate their node's NoExecute taints, when their time there is over.
 * Keys are Pods; the taints are confirmed with the API before a Pod goes.
 */
public final class TaintEvictionController implements Reconciler {
  private final ObjectCache cache;
  private final Api api;
  private final EventRecorder events;
  private final Clock clock;

  public TaintEvictionController(ObjectCache cache, Api api, EventRecorder events, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.events = events;
    this.clock = clock;
  }

  /** The Pods of a node whose taints changed. */
  public Collection<ObjectKey> podsOf(Optional<ApiObject> before, Optional<ApiObject> after) {
    boolean same =
        before
            .map(each -> each.at("spec", "taints"))
            .equals(after.map(each -> each.at("spec", "taints")));
    if (same || after.isEmpty()) {
      return List.of();
    }
    String node = after.get().name();
    return cache.list(Resources.PODS, "").stream()
        .filter(pod -> Pods.node(pod).equals(node))
        .map(ApiObject::key)
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<ApiObject> pod = cache.get(Resources.PODS, key).filter(each -> !each.isBeingDeleted());
    Optional<ApiObject> node =
        pod.map(Pods::node)
            .filter(name -> !name.isEmpty())
            .flatMap(name -> cache.get(Resources.NODES, ObjectKey.cluster(name)));
    Optional<Duration> left =
        node.flatMap(each -> EvictionPlanner.left(pod.orElseThrow(), each, clock.instant()));
    if (left.isEmpty()) {
      return Outcome.DONE;
    }
    if (left.get().isPositive()) {
      return new Outcome.Again(left.get());
    }
    boolean confirmed =
        api.get(Resources.NODES, node.orElseThrow().key())
            .flatMap(each -> EvictionPlanner.left(pod.orElseThrow(), each, clock.instant()))
            .filter(Duration::isZero)
            .isPresent();
    if (confirmed) {
      evict(pod.orElseThrow(), cause);
    }
    return Outcome.DONE;
  }

  private void evict(ApiObject pod, Cause cause) {
    events.record(
        EventNote.normal(
            pod,
            "TaintManagerEviction",
            "Marking for deletion Pod " + pod.namespace() + "/" + pod.name()),
        cause);
    try {
      ObjectNode patch = Json.object();
      patch.putObject("metadata").put("uid", pod.uid());
      patch.putObject("status").set("conditions", EvictionPlanner.disrupted(pod, clock.instant()));
      api.patchStatus(Resources.PODS, pod.key(), PatchType.MERGE, patch, cause);
      api.delete(Resources.PODS, pod.key(), DeleteOptions.ofUid(pod.uid()), cause);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
