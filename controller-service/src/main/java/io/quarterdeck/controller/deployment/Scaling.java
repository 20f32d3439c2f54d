package io.quarterdeck.controller.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Follows a change of {@code spec.replicas}: in the middle of a roll-out each ReplicaSet grows or
 * shrinks by its share. Pure, but for the rollout it works on.
 */
final class Scaling {
  private Scaling() {}

  /** Whether the number of replicas changed since the ReplicaSets were last scaled. */
  static boolean isDue(Rollout rollout) {
    return rollout.active().stream()
        .filter(each -> each.object().annotations().containsKey(Revision.DESIRED))
        .anyMatch(each -> each.annotation(Revision.DESIRED) != rollout.spec.replicas());
  }

  static void scale(Rollout rollout, int deploymentReplicas) {
    DeploymentSpec spec = rollout.spec;
    List<Revision> active = rollout.active();
    if (active.size() <= 1) {
      activeOrLatest(rollout)
          .filter(each -> each.desired() != spec.replicas())
          .ifPresent(each -> rollout.scale(each, spec.replicas()));
    } else if (isSaturated(rollout)) {
      rollout.old().stream().filter(Revision::isActive).forEach(each -> rollout.scale(each, 0));
    } else if (spec.rolling()) {
      share(rollout, active, deploymentReplicas);
    }
  }

  private static Optional<Revision> activeOrLatest(Rollout rollout) {
    return rollout.active().stream()
        .findFirst()
        .or(rollout::current)
        .or(() -> rollout.old().stream().min(Revision.NEWEST_FIRST));
  }

  private static boolean isSaturated(Rollout rollout) {
    int replicas = rollout.spec.replicas();
    return rollout
        .current()
        .filter(each -> each.object().annotations().containsKey(Revision.DESIRED))
        .filter(each -> each.annotation(Revision.DESIRED) == replicas)
        .filter(each -> each.desired() == replicas && each.available() == replicas)
        .isPresent();
  }

  private static void share(Rollout rollout, List<Revision> active, int deploymentReplicas) {
    DeploymentSpec spec = rollout.spec;
    int allowed = spec.replicas() > 0 ? spec.maxReplicas() : 0;
    int toAdd = allowed - Rollout.desired(active);
    Comparator<Revision> order =
        Revision.BIGGEST_FIRST.thenComparing(
            toAdd > 0 ? Revision.NEWEST_FIRST : Revision.OLDEST_FIRST);
    List<Revision> sorted = active.stream().sorted(order).toList();
    List<Integer> sizes = new ArrayList<>();
    int added = 0;
    for (Revision each : sorted) {
      int part = toAdd == 0 ? 0 : part(each, spec, deploymentReplicas, toAdd, added);
      sizes.add(each.desired() + part);
      added += part;
    }
    // What rounding left over is the biggest one's.
    sizes.set(0, Math.max(0, sizes.getFirst() + toAdd - added));
    for (int i = 0; i < sorted.size(); i++) {
      rollout.scale(sorted.get(i), sizes.get(i));
    }
  }

  private static int part(
      Revision each, DeploymentSpec spec, int deploymentReplicas, int toAdd, int added) {
    int left = toAdd - added;
    if (each.desired() == 0 || left == 0) {
      return 0;
    }
    int fraction = fraction(each, spec, deploymentReplicas);
    return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
  }

  private static int fraction(Revision each, DeploymentSpec spec, int deploymentReplicas) {
    if (spec.replicas() == 0) {
      return -each.desired();
    }
    long noted = each.annotation(Revision.MAX);
    long before = noted > 0 ? noted : deploymentReplicas;
    if (before == 0) {
      return 0;
    }
    double size = (double) each.desired() * spec.maxReplicas() / before;
    return (int) Math.floor(size + 0.5) - each.desired();
  }
}
