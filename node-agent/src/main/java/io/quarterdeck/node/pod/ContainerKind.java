package io.quarterdeck.node.pod;

/** What a container is to its pod. */
public enum ContainerKind {
  /** Runs to its end before the next one starts. */
  INIT,
  /** An init container with restartPolicy Always: runs beside the others. */
  SIDECAR,
  MAIN
}
