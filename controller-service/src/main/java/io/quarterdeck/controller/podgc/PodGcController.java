package io.quarterdeck.controller.podgc;

import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes Pods that nobody looks after. Keys are Pods, and {@link #TERMINATED} for those that have
 * ended and are kept up to a number.
 */
public final class PodGcController implements Reconciler {
  static final ObjectKey TERMINATED = ObjectKey.cluster("terminated");

  private final ObjectCache cache;
  private final Api api;
  private final Duration quarantine;
  private final int terminatedMax;
  private final Clock clock;
  private final Map<String, Instant> missing = new ConcurrentHashMap<>();
  private final Set<ObjectKey> terminated = ConcurrentHashMap.newKeySet();

  public PodGcController(
      ObjectCache cache, Api api, Duration quarantine, int terminatedMax, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.quarantine = quarantine;
    this.terminatedMax = terminatedMax;
    this.clock = clock;
  }

  /** Takes note of a Pod; returns whom it concerns. */
  public Collection<ObjectKey> see(ObjectKey key, Optional<ApiObject> pod) {
    boolean ended = pod.filter(Pods::isTerminal).isPresent();
    if (ended) {
      terminated.add(key);
    } else {
      terminated.remove(key);
    }
    return ended && terminatedMax > 0 && terminated.size() > terminatedMax
        ? List.of(key, TERMINATED)
        : List.of(key);
  }

  /** The Pods of a node that is gone. */
  public Collection<ObjectKey> podsOf(ObjectKey node, Optional<ApiObject> after) {
    if (after.isPresent()) {
      missing.remove(node.name());
      return List.of();
    }
    return cache.list(Resources.PODS, "").stream()
        .filter(pod -> Pods.node(pod).equals(node.name()))
        .map(ApiObject::key)
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    if (key.equals(TERMINATED)) {
      sweep(cause);
      return Outcome.DONE;
    }
    Optional<ApiObject> pod = cache.get(Resources.PODS, key);
    if (pod.isEmpty()) {
      return Outcome.DONE;
    }
    Instant now = clock.instant();
    PodGcPlan plan = PodGcPlanner.plan(pod.get(), missingSince(pod.get(), now), quarantine, now);
    return switch (plan) {
      case PodGcPlan.Keep _ -> Outcome.DONE;
      case PodGcPlan.Wait wait -> new Outcome.Again(wait.time());
      case PodGcPlan.Orphaned _ -> {
        orphaned(pod.get(), cause);
        yield Outcome.DONE;
      }
      case PodGcPlan.NeverScheduled _ -> {
        delete(pod.get(), cause);
        yield Outcome.DONE;
      }
    };
  }

  private Optional<Instant> missingSince(ApiObject pod, Instant now) {
    String node = Pods.node(pod);
    if (node.isEmpty() || cache.get(Resources.NODES, ObjectKey.cluster(node)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(missing.computeIfAbsent(node, _ -> now));
  }

  private void orphaned(ApiObject pod, Cause cause) {
    if (api.get(Resources.NODES, ObjectKey.cluster(Pods.node(pod))).isPresent()) {
      return;
    }
    try {
      PodGcPlanner.failed(pod, clock.instant())
          .ifPresent(
              patch -> api.patchStatus(Resources.PODS, pod.key(), PatchType.MERGE, patch, cause));
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    delete(pod, cause);
  }

  private void sweep(Cause cause) {
    List<ApiObject> pods = new ArrayList<>();
    for (ObjectKey key : terminated) {
      cache.get(Resources.PODS, key).filter(Pods::isTerminal).ifPresent(pods::add);
    }
    PodGcPlanner.beyond(terminatedMax, pods).forEach(pod -> delete(pod, cause));
  }

  private void delete(ApiObject pod, Cause cause) {
    try {
      api.delete(
          Resources.PODS,
          pod.key(),
          DeleteOptions.ofUid(pod.uid()).withGracePeriodSeconds(0),
          cause);
    } catch (ApiException e) {
      if (!e.isConflict()) {
        throw e;
      }
    }
  }
}
