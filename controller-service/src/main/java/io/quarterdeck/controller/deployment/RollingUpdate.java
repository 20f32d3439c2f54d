package io.quarterdeck.controller.deployment;

import java.util.List;

/**
 * Replaces old Pods by new ones within the Deployment's limits. Each call takes one step at most:
 * the next one waits until this one shows in the status. Pure, but for the rollout it works on.
 */
final class RollingUpdate {
  private RollingUpdate() {}

  static void step(Rollout rollout, Revision current) {
    if (!scaleNew(rollout, current)) {
      scaleOld(rollout, current);
    }
  }

  /** How big a new ReplicaSet may be beside the others. */
  static int sizeOfNew(Rollout rollout, Revision current) {
    DeploymentSpec spec = rollout.spec;
    if (!spec.rolling()) {
      return spec.replicas();
    }
    int room = spec.maxReplicas() - rollout.occupied();
    if (room <= 0) {
      return current.desired();
    }
    return current.desired() + Math.min(room, spec.replicas() - current.desired());
  }

  private static boolean scaleNew(Rollout rollout, Revision current) {
    int replicas = rollout.spec.replicas();
    if (current.desired() == replicas) {
      return false;
    }
    int size = current.desired() > replicas ? replicas : sizeOfNew(rollout, current);
    if (size == current.desired()) {
      return false;
    }
    rollout.scale(current, size);
    return true;
  }

  private static void scaleOld(Rollout rollout, Revision current) {
    List<Revision> old = rollout.old().stream().filter(Revision::isActive).toList();
    if (old.isEmpty()) {
      return;
    }
    int unavailableNew = current.desired() - current.available();
    int removable = rollout.desired() - rollout.spec.minAvailable() - unavailableNew;
    if (removable <= 0) {
      return;
    }
    removeUnhealthy(rollout, old, removable);
    removeHealthy(rollout);
  }

  /** Those that are not available first: they are missed by nobody. */
  private static void removeUnhealthy(Rollout rollout, List<Revision> old, int removable) {
    int left = removable;
    for (Revision each : old) {
      int unhealthy = Math.max(0, each.desired() - each.available());
      int remove = Math.min(left, unhealthy);
      if (remove > 0) {
        rollout.scale(each, each.desired() - remove);
        left -= remove;
      }
    }
  }

  private static void removeHealthy(Rollout rollout) {
    int left = rollout.lasting() - rollout.spec.minAvailable();
    for (Revision each : rollout.old()) {
      int remove = Math.min(left, each.desired());
      if (remove > 0) {
        rollout.scale(each, each.desired() - remove);
        left -= remove;
      }
    }
  }
}
