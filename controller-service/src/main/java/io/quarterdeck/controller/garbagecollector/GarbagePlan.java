package io.quarterdeck.controller.garbagecollector;

import java.util.List;

/** What is to happen with one object. */
sealed interface GarbagePlan {
  /** It is needed, or not ours to judge. */
  record Keep() implements GarbagePlan {}

  /** Nobody owns it any more. */
  record Delete(String propagation) implements GarbagePlan {}

  /** Others still own it; these references lead nowhere. */
  record DropOwners(List<String> uids) implements GarbagePlan {}

  /** It goes and leaves its dependents behind. */
  record ReleaseDependents() implements GarbagePlan {}

  /** It goes once those that block it are gone. */
  record AwaitDependents() implements GarbagePlan {}
}
