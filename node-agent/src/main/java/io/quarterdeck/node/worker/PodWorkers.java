package io.quarterdeck.node.worker;

import io.quarterdeck.cri.v1.PodSandbox;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.node.container.Labels;
import io.quarterdeck.node.mailbox.Mailbox;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The workers of this node by the uid of their pods. Thread-safe. */
public final class PodWorkers implements Mailbox.Listener {
  private static final Logger LOG = Logger.getLogger(PodWorkers.class);

  private final NodePods node;
  private final Map<String, PodWorker> byUid = new HashMap<>();
  private final Map<ObjectKey, String> uids = new HashMap<>();

  public PodWorkers(NodePods node) {
    this.node = node;
    node.prober().onChange(this::wake);
  }

  @Override
  public synchronized void wanted(ApiObject pod) {
    String before = uids.put(pod.key(), pod.uid());
    if (before != null && !before.equals(pod.uid())) {
      withdraw(before);
    }
    PodWorker worker = byUid.get(pod.uid());
    if (worker == null) {
      begin(pod);
    } else {
      worker.update(pod);
    }
  }

  private PodWorker begin(ApiObject pod) {
    PodWorker worker = new PodWorker(node, pod, this::pods, () -> ended(pod));
    byUid.put(pod.uid(), worker);
    Thread.ofVirtual().name("pod-" + pod.namespace() + "/" + pod.name()).start(worker);
    return worker;
  }

  private synchronized void ended(ApiObject pod) {
    byUid.remove(pod.uid());
    uids.remove(pod.key(), pod.uid());
  }

  @Override
  public synchronized void withdrawn(ObjectKey pod) {
    String uid = uids.remove(pod);
    if (uid != null) {
      withdraw(uid);
    }
  }

  private void withdraw(String uid) {
    PodWorker worker = byUid.get(uid);
    if (worker != null) {
      worker.withdraw();
    }
  }

  /** Whatever runs here without being wanted is asked about, and ended when the API agrees. */
  @Override
  public void complete() {
    Thread.ofVirtual().name("strays").start(this::adoptStrays);
  }

  private void adoptStrays() {
    for (PodSandbox sandbox : node.cri().sandboxes(Map.of())) {
      String uid = sandbox.getLabelsOrDefault(Labels.POD_UID, "");
      synchronized (this) {
        if (!uid.isEmpty() && !byUid.containsKey(uid)) {
          LOG.infof("the pod %s runs here unasked", uid);
          begin(stray(sandbox, uid)).withdraw();
        }
      }
    }
  }

  /** All that is left of a pod that only the runtime remembers. */
  private static ApiObject stray(PodSandbox sandbox, String uid) {
    ObjectKey key =
        new ObjectKey(sandbox.getMetadata().getNamespace(), sandbox.getMetadata().getName());
    ApiObject pod = ApiObject.create(Resources.PODS, key);
    pod.json().withObject("/metadata").put("uid", uid);
    pod.json().putObject("spec").put("restartPolicy", "Never").putArray("containers");
    return pod;
  }

  /** Something has happened to a pod's containers. */
  synchronized void wake(String uid) {
    PodWorker worker = byUid.get(uid);
    if (worker != null) {
      worker.wake();
    }
  }

  private synchronized Collection<ApiObject> pods() {
    return byUid.values().stream().map(PodWorker::pod).toList();
  }

  /** A pod of this node with the status that was reported last. */
  public synchronized Optional<ApiObject> pod(ObjectKey key) {
    return Optional.ofNullable(uids.get(key)).map(byUid::get).map(PodWorker::pod);
  }
}
