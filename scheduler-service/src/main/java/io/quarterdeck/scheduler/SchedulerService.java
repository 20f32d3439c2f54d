package io.quarterdeck.scheduler;

import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.cache.ObjectChange;
import io.quarterdeck.role.event.EventRecorder;
import io.quarterdeck.role.run.ControllerManager;
import io.quarterdeck.role.run.RoleRuntime;
import io.quarterdeck.scheduler.plan.Wakeup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Starts the scheduler; it acts while this process holds the role's Lease. */
@ApplicationScoped
class SchedulerService {
  private final RoleRuntime runtime;

  SchedulerService(RoleRuntime runtime) {
    this.runtime = runtime;
  }

  void start(@Observes StartupEvent event) {
    ControllerManager manager = runtime.elected("scheduler", "kube-scheduler");
    ObjectCache cache = manager.cache();
    PodScheduler scheduler =
        new PodScheduler(
            cache,
            manager.api(),
            new EventRecorder(manager.plainApi(), "default-scheduler", Clock.systemUTC()),
            Clock.systemUTC(),
            new SecureRandom());
    manager
        .controller("pods")
        // Nodes first: what waits at the start then begins with the most important.
        .watches(Resources.NODES, change -> concernedByNode(change, cache))
        .watches(Resources.PODS, change -> concernedByPod(change, cache))
        // Placing two pods at once would count the same room twice.
        .workers(1)
        .reconcile(scheduler);
    runtime.start(manager);
  }

  /** A pod that waits concerns itself; one that leaves room concerns those that wait, too. */
  static List<ObjectKey> concernedByPod(ObjectChange change, ObjectCache cache) {
    List<ObjectKey> keys = new ArrayList<>();
    boolean waits = change.after().filter(PodScheduler::awaitsNode).isPresent();
    if (!waits || Wakeup.byItself(change.before(), change.after().orElseThrow())) {
      keys.add(change.key());
    }
    if (Wakeup.byRoom(change.before(), change.after())) {
      keys.addAll(waiting(cache));
    }
    return keys;
  }

  static List<ObjectKey> concernedByNode(ObjectChange change, ObjectCache cache) {
    return Wakeup.byNode(change.before(), change.after()) ? waiting(cache) : List.of();
  }

  /** Those that wait for a node, the most important first. */
  private static List<ObjectKey> waiting(ObjectCache cache) {
    List<ApiObject> waiting =
        new ArrayList<>(
            cache.list(Resources.PODS, "").stream().filter(PodScheduler::awaitsNode).toList());
    waiting.sort(
        Comparator.<ApiObject>comparingInt(pod -> -pod.integer(0, "spec", "priority"))
            .thenComparing(pod -> pod.text("metadata", "creationTimestamp")));
    return waiting.stream().map(ApiObject::key).toList();
  }
}
