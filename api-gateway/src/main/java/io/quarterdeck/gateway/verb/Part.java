package io.quarterdeck.gateway.verb;

/** Which part of an object a change is about. */
public enum Part {
  OBJECT,
  STATUS,
  /** The finalizers in the spec of a namespace. */
  FINALIZE,
  /** The decision over a request for a certificate. */
  APPROVAL,
  /** The containers that are added to a pod which is there. */
  EPHEMERAL_CONTAINERS,
  /** What the containers of a pod may use of CPU and memory. */
  RESIZE
}
