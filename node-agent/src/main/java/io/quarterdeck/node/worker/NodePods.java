package io.quarterdeck.node.worker;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.node.container.SandboxConfigs;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.Lifecycle;
import io.quarterdeck.node.probe.Prober;
import io.quarterdeck.node.resize.Allocations;
import io.quarterdeck.node.volume.Volumes;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.event.EventRecorder;
import java.nio.file.Path;

/** What the workers of all pods share. */
public record NodePods(
    String name,
    String ip,
    Path root,
    SandboxConfigs.ClusterDns dns,
    CriClient cri,
    Api api,
    NodeServices services,
    EventRecorder events,
    Volumes volumes,
    Lifecycle lifecycle,
    Prober prober,
    Allocations allocations) {

  /** Where the logs of a pod's containers are. */
  Path logs(ObjectKey pod, String uid) {
    return root.resolve("logs").resolve(pod.namespace() + "_" + pod.name() + "_" + uid);
  }
}
