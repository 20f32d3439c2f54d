package io.quarterdeck.node.volume;

import java.util.SortedMap;

/** What a volume is to be on this node. */
sealed interface VolumePlan {
  /**
   * A directory that lives as long as its pod.
   *
   * @param bytesMax of one in memory; 0 for no bound of its own
   */
  record EmptyDir(boolean memory, long bytesMax) implements VolumePlan {}

  /**
   * Something of the node itself.
   *
   * @param type as the API spells it; empty for whatever is there
   */
  record HostPath(String path, String type) implements VolumePlan {}

  /**
   * Files that the API determines, by path.
   *
   * @param memory whether they must never reach a disk
   */
  record Content(boolean memory, SortedMap<String, FileContent> files) implements VolumePlan {}
}
