package io.quarterdeck.cloud.loadbalancer;

/** What a Service needs of its place. */
sealed interface BalancerPlan {
  /** Not a matter for a load balancer. */
  record Nothing() implements BalancerPlan {}

  /** The finalizer comes first, so that nothing made for the service can be left behind. */
  record AddFinalizer() implements BalancerPlan {}

  /** The way in is to be made, or compared with what is there. */
  record Ensure() implements BalancerPlan {}

  /** The way in is to be taken away, then the status and the finalizer. */
  record CleanUp() implements BalancerPlan {}
}
