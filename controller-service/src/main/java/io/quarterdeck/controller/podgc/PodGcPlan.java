package io.quarterdeck.controller.podgc;

import java.time.Duration;

/** What is to happen with a Pod that nobody may be looking after. */
sealed interface PodGcPlan {
  /** Somebody looks after it. */
  record Keep() implements PodGcPlan {}

  /** Look again: its node may be about to register. */
  record Wait(Duration time) implements PodGcPlan {}

  /** Its node is gone. */
  record Orphaned() implements PodGcPlan {}

  /** It is being deleted and was never given to a node, so that nobody will finish it. */
  record NeverScheduled() implements PodGcPlan {}
}
