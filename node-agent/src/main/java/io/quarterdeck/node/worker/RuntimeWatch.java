package io.quarterdeck.node.worker;

import io.grpc.StatusRuntimeException;
import io.quarterdeck.node.container.Labels;
import io.quarterdeck.node.cri.CriClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Looks at all containers every second and wakes the workers of those pods to which something has
 * happened: two calls for all pods of the node, however many there are.
 */
public final class RuntimeWatch implements Runnable {
  private static final Logger LOG = Logger.getLogger(RuntimeWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final CriClient cri;
  private final PodWorkers workers;
  private Map<String, Set<String>> seen = new HashMap<>();

  public RuntimeWatch(CriClient cri, PodWorkers workers) {
    this.cri = cri;
    this.workers = workers;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY);
        try {
          look();
        } catch (StatusRuntimeException e) {
          LOG.warnf("the runtime does not answer: %s", e.getStatus());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Map<String, Set<String>> now = new HashMap<>();
    cri.containers(Map.of())
        .forEach(
            each ->
                add(
                    now,
                    each.getLabelsOrDefault(Labels.POD_UID, ""),
                    each.getId() + each.getState()));
    cri.sandboxes(Map.of())
        .forEach(
            each ->
                add(
                    now,
                    each.getLabelsOrDefault(Labels.POD_UID, ""),
                    each.getId() + each.getState()));
    for (Map.Entry<String, Set<String>> each : now.entrySet()) {
      if (!each.getValue().equals(seen.get(each.getKey()))) {
        workers.wake(each.getKey());
      }
    }
    seen.keySet().stream().filter(uid -> !now.containsKey(uid)).forEach(workers::wake);
    seen = now;
  }

  private static void add(Map<String, Set<String>> states, String uid, String state) {
    states.computeIfAbsent(uid, none -> new TreeSet<>()).add(state);
  }
}
