package io.quarterdeck.controller.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.deployment.DeploymentController;
import io.quarterdeck.controller.discovery.Discovery;
import io.quarterdeck.controller.endpointslice.EndpointSliceController;
import io.quarterdeck.controller.garbagecollector.GarbageCollector;
import io.quarterdeck.controller.meta.Times;
import io.quarterdeck.controller.ownership.Claimer;
import io.quarterdeck.controller.replicaset.ReplicaSetController;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A cluster of one thread and a clock that only its steps move. Which of all things that may happen
 * next does happen is the random generator's choice, and nothing else's.
 */
final class SimWorld {
  private static final List<ResourceType> TYPES =
      List.of(
          Resources.DEPLOYMENTS,
          Resources.REPLICA_SETS,
          Resources.PODS,
          Resources.SERVICES,
          Resources.ENDPOINT_SLICES);

  private record Work(String controller, ObjectKey key) {}

  final SimApi api;
  private final Random random;
  private final SimCache cache = new SimCache();
  private final Map<String, Reconciler> controllers = new HashMap<>();
  private final List<Function<SimApi.Change, Collection<Work>>> watches = new ArrayList<>();
  private final Set<Work> due = new LinkedHashSet<>();
  private final Map<Work, Instant> later = new LinkedHashMap<>();
  private final Map<Work, Map<ResourceType, Long>> ownWrites = new HashMap<>();
  private Map<ResourceType, Long> writing = new HashMap<>();
  private final ManualClock clock = new ManualClock();
  private int restarts;

  SimWorld(Random random) {
    this.random = random;
    this.api =
        new SimApi(
            random,
            clock::instant,
            change -> {
              cache.arrive(change);
              writing.merge(change.type(), change.revision(), Math::max);
            });
    start();
  }

  int restarts() {
    return restarts;
  }

  /** One thing happens; false when nothing is left that could. */
  boolean step(boolean disturbed) {
    clock.pass(Duration.ofMillis(random.nextInt(400)));
    Instant now = clock.instant();
    later.entrySet().removeIf(each -> !each.getValue().isAfter(now) && due.add(each.getKey()));
    List<ResourceType> behind = cache.behind();
    boolean kubelet = podsToMove().findAny().isPresent();
    if (behind.isEmpty() && due.isEmpty() && !kubelet) {
      return false;
    }
    if (disturbed && random.nextInt(400) == 0) {
      restarts++;
      start();
    }
    switch (random.nextInt(3)) {
      case 0 -> {
        if (!behind.isEmpty()) {
          advance(behind.get(random.nextInt(behind.size())));
        }
      }
      case 1 -> work();
      default -> moveAPod();
    }
    return true;
  }

  private void start() {
    controllers.clear();
    watches.clear();
    due.clear();
    later.clear();
    ownWrites.clear();
    EventRecorder events = new EventRecorder(api, "sim", clock);
    Claimer sets = new Claimer(cache, api, Resources.DEPLOYMENTS, Resources.REPLICA_SETS);
    Claimer pods = new Claimer(cache, api, Resources.REPLICA_SETS, Resources.PODS);
    DeploymentController deployment = new DeploymentController(cache, api, events, sets, clock);
    EndpointSliceController slices = new EndpointSliceController(cache, api);
    GarbageCollector garbage = new GarbageCollector(cache, api, new NoDiscovery(), TYPES);
    controllers.put("deployment", deployment);
    controllers.put("replicaset", new ReplicaSetController(cache, api, events, pods, clock));
    controllers.put("endpointslice", slices);
    controllers.put("garbage", garbage);
    watch("deployment", Resources.DEPLOYMENTS, c -> List.of(c.key()));
    watch("deployment", Resources.REPLICA_SETS, c -> sets.see(c.key(), c.before(), c.after()));
    watch(
        "deployment",
        Resources.PODS,
        c -> c.after().isEmpty() ? deployment.waitingFor(c.before()) : List.<ObjectKey>of());
    watch("replicaset", Resources.REPLICA_SETS, c -> List.of(c.key()));
    watch("replicaset", Resources.PODS, c -> pods.see(c.key(), c.before(), c.after()));
    watch("endpointslice", Resources.SERVICES, c -> List.of(c.key()));
    watch("endpointslice", Resources.PODS, c -> slices.selecting(c.before(), c.after()));
    for (ResourceType type : TYPES) {
      watch("garbage", type, c -> garbage.see(type, c.key(), c.before(), c.after()));
      for (ApiObject each : cache.list(type, "")) {
        react(
            new SimApi.Change(
                type, each.key(), Optional.empty(), Optional.of(each), each.revision()));
      }
    }
  }

  private void watch(
      String controller, ResourceType type, Function<SimApi.Change, Collection<ObjectKey>> keys) {
    watches.add(
        change ->
            change.type().equals(type)
                ? keys.apply(change).stream().map(key -> new Work(controller, key)).toList()
                : List.of());
  }

  private void react(SimApi.Change change) {
    watches.forEach(watch -> due.addAll(watch.apply(change)));
  }

  private void advance(ResourceType type) {
    cache
        .advance(type)
        .ifPresent(
            change -> {
              react(change);
              if (random.nextInt(10) == 0) {
                react(change);
              }
            });
  }

  private void work() {
    if (due.isEmpty()) {
      return;
    }
    Work work = List.copyOf(due).get(random.nextInt(due.size()));
    due.remove(work);
    ownWrites
        .getOrDefault(work, Map.of())
        .forEach(
            (type, revision) -> {
              while (cache.revision(type) < revision && cache.behind().contains(type)) {
                advance(type);
              }
            });
    writing = new HashMap<>();
    try {
      Reconciler controller = controllers.get(work.controller());
      if (controller == null) {
        throw new IllegalStateException("no controller " + work.controller());
      }
      switch (controller.reconcile(work.key(), Cause.NONE)) {
        case Reconciler.Outcome.Done _ -> {}
        case Reconciler.Outcome.Again again -> later.put(work, clock.instant().plus(again.after()));
      }
    } catch (ApiException e) {
      later.put(work, clock.instant().plus(Duration.ofMillis(200)));
    } catch (Exception e) {
      throw new IllegalStateException(work + " failed", e);
    }
    ownWrites.put(work, writing);
    writing = new HashMap<>();
  }

  private Stream<ApiObject> podsToMove() {
    return api.list(Resources.PODS, "", "").stream()
        .filter(pod -> pod.isBeingDeleted() || pod.text("status", "phase").isEmpty());
  }

  /** What the scheduler and a node do. */
  private void moveAPod() {
    List<ApiObject> pods = podsToMove().toList();
    if (pods.isEmpty()) {
      return;
    }
    ApiObject pod = pods.get(random.nextInt(pods.size()));
    if (pod.isBeingDeleted()) {
      api.remove(Resources.PODS, pod.key());
      return;
    }
    api.write(
        Resources.PODS,
        pod.key(),
        json -> {
          ObjectNode status = json.putObject("status").put("phase", "Running");
          status.put("podIP", "10.0.0." + pod.uid().substring(4));
          status
              .putArray("conditions")
              .addObject()
              .put("type", "Ready")
              .put("status", "True")
              .put("lastTransitionTime", Times.seconds(clock.instant()));
        });
  }

  private static final class NoDiscovery implements Discovery {
    @Override
    public List<ResourceType> types() {
      return TYPES;
    }

    @Override
    public void finalizeNamespace(ApiObject namespace, Cause cause) {}
  }

  static ObjectNode template(String image) {
    ObjectNode template = Json.object();
    template.putObject("metadata").putObject("labels").put("app", "web");
    template.putObject("spec").putArray("containers").addObject().put("image", image);
    return template;
  }
}
