package io.quarterdeck.controller.replicaset;

import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which Pods of a set are missed least. Pure. */
final class DeletionOrder {
  static final String COST = "controller.kubernetes.io/pod-deletion-cost";

  private DeletionOrder() {}

  /**
   * The Pods in the order in which they are to be deleted.
   *
   * @param related Pods of the same owner's sets: where many of them share a node, one goes first
   */
  static List<ApiObject> sorted(List<ApiObject> pods, List<ApiObject> related, Instant now) {
    Map<String, Integer> perNode = new HashMap<>();
    for (ApiObject pod : related) {
      if (Pods.isActive(pod)) {
        perNode.merge(Pods.node(pod), 1, Integer::sum);
      }
    }
    Comparator<ApiObject> order =
        Comparator.<ApiObject, Boolean>comparing(pod -> !Pods.node(pod).isEmpty())
            .thenComparing(pod -> phaseRank(Pods.phase(pod)))
            .thenComparing(Pods::isReady)
            .thenComparing(DeletionOrder::cost)
            .thenComparing(pod -> -perNode.getOrDefault(Pods.node(pod), 0))
            .thenComparing(
                (one, other) -> youngerFirst(Pods.readySince(one), Pods.readySince(other), now))
            .thenComparing(pod -> -Pods.restarts(pod))
            .thenComparing(
                (one, other) -> youngerFirst(one.creationTime(), other.creationTime(), now))
            .thenComparing(ApiObject::uid);
    return pods.stream().sorted(order).toList();
  }

  private static int phaseRank(String phase) {
    return switch (phase) {
      case "Running" -> 2;
      case "Unknown" -> 1;
      default -> 0;
    };
  }

  private static int cost(ApiObject pod) {
    try {
      return Integer.parseInt(pod.annotations().getOrDefault(COST, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Ages count by their order of magnitude, so that of Pods made at about the same time not always
   * the youngest goes.
   */
  private static int youngerFirst(Optional<Instant> one, Optional<Instant> other, Instant now) {
    return Integer.compare(magnitude(one, now), magnitude(other, now));
  }

  private static int magnitude(Optional<Instant> time, Instant now) {
    if (time.isEmpty()) {
      return -2;
    }
    long age = Duration.between(time.get(), now).toNanos();
    return age <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(age);
  }
}
