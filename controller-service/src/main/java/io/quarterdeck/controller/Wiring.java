package io.quarterdeck.controller;

import io.quarterdeck.controller.deployment.DeploymentController;
import io.quarterdeck.controller.discovery.Discovery;
import io.quarterdeck.controller.disruption.DisruptionController;
import io.quarterdeck.controller.endpointslice.EndpointSliceController;
import io.quarterdeck.controller.eventexpiry.EventExpiryController;
import io.quarterdeck.controller.garbagecollector.GarbageCollector;
import io.quarterdeck.controller.namespace.NamespaceController;
import io.quarterdeck.controller.nodelifecycle.NodeLifecycleController;
import io.quarterdeck.controller.ownership.Claimer;
import io.quarterdeck.controller.podgc.PodGcController;
import io.quarterdeck.controller.replicaset.ReplicaSetController;
import io.quarterdeck.controller.rootca.RootCaController;
import io.quarterdeck.controller.serviceaccount.ServiceAccountController;
import io.quarterdeck.controller.servicecidr.ServiceCidrController;
import io.quarterdeck.controller.tainteviction.TaintEvictionController;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.event.EventRecorder;
import io.quarterdeck.role.run.ControllerBuilder;
import io.quarterdeck.role.run.ControllerManager;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says which controllers there are and which changes concern them. */
final class Wiring {
  private final ControllerManager manager;
  private final ObjectCache cache;
  private final Api api;
  private final Discovery discovery;
  private final ControllersConfig config;
  private final String caPem;
  private final Clock clock;

  Wiring(
      ControllerManager manager,
      Discovery discovery,
      ControllersConfig config,
      String caPem,
      Clock clock) {
    this.manager = manager;
    this.cache = manager.cache();
    this.api = manager.api();
    this.discovery = discovery;
    this.config = config;
    this.caPem = caPem;
    this.clock = clock;
  }

  void addAll() {
    deployment();
    replicaSet();
    endpointSlice();
    namespace();
    serviceAccount();
    rootCa();
    garbageCollector();
    nodeLifecycle();
    taintEviction();
    podGc();
    disruption();
    serviceCidr();
    eventExpiry();
  }

  private EventRecorder events(String component) {
    return new EventRecorder(manager.plainApi(), component, clock);
  }

  private void deployment() {
    Claimer claimer = new Claimer(cache, api, Resources.DEPLOYMENTS, Resources.REPLICA_SETS);
    DeploymentController controller =
        new DeploymentController(cache, api, events("deployment-controller"), claimer, clock);
    manager
        .controller("deployment")
        .watches(Resources.DEPLOYMENTS)
        .watches(
            Resources.REPLICA_SETS,
            change -> claimer.see(change.key(), change.before(), change.after()))
        .watches(
            Resources.PODS,
            change ->
                change.isDeletion() ? controller.waitingFor(change.before()) : List.<ObjectKey>of())
        .reconcile(controller);
  }

  private void replicaSet() {
    Claimer claimer = new Claimer(cache, api, Resources.REPLICA_SETS, Resources.PODS);
    manager
        .controller("replicaset")
        .watches(Resources.REPLICA_SETS)
        .watches(
            Resources.PODS, change -> claimer.see(change.key(), change.before(), change.after()))
        .reconcile(
            new ReplicaSetController(cache, api, events("replicaset-controller"), claimer, clock));
  }

  private void endpointSlice() {
    EndpointSliceController controller = new EndpointSliceController(cache, api);
    manager
        .controller("endpointslice")
        .watches(Resources.SERVICES)
        .watches(Resources.PODS, change -> controller.selecting(change.before(), change.after()))
        .watches(
            Resources.ENDPOINT_SLICES,
            change ->
                change
                    .latest()
                    .map(EndpointSliceController::serviceOf)
                    .orElse(List.<ObjectKey>of()))
        .reconcile(controller);
    manager.caches(Resources.NODES);
  }

  private void namespace() {
    manager
        .controller("namespace")
        .watches(Resources.NAMESPACES)
        .reconcile(new NamespaceController(cache, api, discovery, clock));
  }

  private void serviceAccount() {
    ofEachNamespace("serviceaccount", Resources.SERVICE_ACCOUNTS, ServiceAccountController.NAME)
        .reconcile(new ServiceAccountController(cache, api));
  }

  private void rootCa() {
    ofEachNamespace("root-ca-publisher", Resources.CONFIG_MAPS, RootCaController.NAME)
        .reconcile(new RootCaController(cache, api, caPem));
  }

  /** Keys are Namespaces; the object of this name in each of them is the controller's. */
  private ControllerBuilder ofEachNamespace(String controller, ResourceType type, String name) {
    return manager
        .controller(controller)
        .watches(Resources.NAMESPACES)
        .watches(type, change -> namespaceOf(change.key(), name));
  }

  private static Collection<ObjectKey> namespaceOf(ObjectKey key, String name) {
    return key.name().equals(name) ? List.of(ObjectKey.cluster(key.namespace())) : List.of();
  }

  private void garbageCollector() {
    List<ResourceType> collected = Kinds.builtIn().collectedTypes();
    GarbageCollector collector = new GarbageCollector(cache, api, discovery, collected);
    ControllerBuilder builder = manager.controller("garbagecollector");
    for (ResourceType type : collected) {
      builder.watchesMetadata(
          type, change -> collector.see(type, change.key(), change.before(), change.after()));
    }
    builder.reconcile(collector);
  }

  private void nodeLifecycle() {
    NodeLifecycleController controller =
        new NodeLifecycleController(
            cache, api, events("node-controller"), config.nodeMonitorGracePeriod(), clock);
    manager
        .controller("node-lifecycle")
        .watches(
            Resources.NODES,
            change -> controller.concerned(change.key(), change.before(), change.after()))
        .watches(
            Resources.LEASES,
            change ->
                change.key().namespace().equals(NodeLifecycleController.LEASES)
                    ? List.of(ObjectKey.cluster(change.key().name()))
                    : List.<ObjectKey>of())
        .reconcile(controller);
    manager.caches(Resources.PODS);
  }

  private void taintEviction() {
    TaintEvictionController controller =
        new TaintEvictionController(cache, api, events("taint-eviction-controller"), clock);
    manager
        .controller("taint-eviction")
        .watches(Resources.PODS)
        .watches(Resources.NODES, change -> controller.podsOf(change.before(), change.after()))
        .reconcile(controller);
  }

  private void podGc() {
    PodGcController controller =
        new PodGcController(
            cache, api, config.missingNodeQuarantine(), config.terminatedPodsMax(), clock);
    manager
        .controller("pod-garbage-collector")
        .watches(Resources.PODS, change -> controller.see(change.key(), change.after()))
        .watches(Resources.NODES, change -> controller.podsOf(change.key(), change.after()))
        .reconcile(controller);
  }

  private void disruption() {
    DisruptionController controller =
        new DisruptionController(cache, api, events("controllermanager"), clock);
    manager
        .controller("disruption")
        .watches(Resources.DISRUPTION_BUDGETS)
        .watches(Resources.PODS, change -> controller.covering(change.before(), change.after()))
        .watches(Resources.REPLICA_SETS, change -> concerned(controller, change.latest()))
        .watches(Resources.DEPLOYMENTS, change -> concerned(controller, change.latest()))
        .reconcile(controller);
  }

  private static Collection<ObjectKey> concerned(
      DisruptionController controller, Optional<ApiObject> scaled) {
    return scaled.map(controller::near).orElse(List.of());
  }

  private void serviceCidr() {
    ServiceCidrController controller = new ServiceCidrController(cache, api, clock);
    manager
        .controller("service-cidr")
        .watches(
            Resources.SERVICE_CIDRS,
            change -> {
              Set<ObjectKey> concerned = new LinkedHashSet<>(controller.waiting());
              concerned.add(change.key());
              return concerned;
            })
        .watches(Resources.IP_ADDRESSES, change -> controller.waiting())
        .reconcile(controller);
  }

  private void eventExpiry() {
    manager
        .controller("event-expiry")
        .watches(Resources.EVENTS)
        .reconcile(new EventExpiryController(cache, manager.plainApi(), config.eventTtl(), clock));
  }
}
