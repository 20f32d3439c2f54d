package io.quarterdeck.node.worker;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Takes away what a pod that has ended leaves behind. */
record PodRemains(NodePods node) {
  private static final Logger LOG = Logger.getLogger(PodRemains.class);

  void remove(ApiObject pod) {
    node.cri()
        .sandboxes(Map.of(Labels.POD_UID, pod.uid()))
        .forEach(
            each -> {
              node.cri().stopSandbox(each.getId());
              node.cri().removeSandbox(each.getId());
            });
    node.volumes().release(pod.uid());
    delete(node.logs(pod.key(), pod.uid()));
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warnf("%s stays behind: %s", directory, e.getMessage());
    }
  }
}
