package io.quarterdeck.node.container;

/** Labels and annotations by which an agent recognises its pods in the runtime. */
public final class Labels {
  public static final String POD_NAME = "io.kubernetes.pod.name";
  public static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
  public static final String POD_UID = "io.kubernetes.pod.uid";
  public static final String CONTAINER_NAME = "io.kubernetes.container.name";

  /** How many restarts in quick succession led to this run. */
  public static final String BACK_OFF = "io.quarterdeck.back-off";

  private Labels() {}
}
