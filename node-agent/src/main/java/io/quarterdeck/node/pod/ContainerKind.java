package io.quarterdeck.node.pod;

/** What a container is to its pod. */
public enum ContainerKind {
  /** Runs to its end before the next one starts. */
  INIT,
  /** An init container with restartPolicy Always: runs beside the others. */
  SIDECAR,
  MAIN,
  /** Added to a pod that runs, to look into it: starts once, and the pod does not depend on it. */
  EPHEMERAL;

  /** Whether main containers wait for it. */
  boolean isInitial() {
    return this == INIT || this == SIDECAR;
  }
}
