package io.quarterdeck.scheduler.plan.filter;

/**
 * Why a node is not for a pod.
 *
 * @param reason in the words that users of Kubernetes know
 * @param curable whether the pod would fit if other pods left the node
 */
public record Rejection(Code code, String reason, boolean curable) {
  /** What a program goes by. */
  public enum Code {
    UNSCHEDULABLE,
    UNTOLERATED_TAINT,
    NOT_SELECTED,
    PORT_TAKEN,
    TOO_MANY_PODS,
    INSUFFICIENT_RESOURCE
  }
}
