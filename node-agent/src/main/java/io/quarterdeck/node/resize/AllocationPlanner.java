package io.quarterdeck.node.resize;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a node can give a pod what its spec asks now. Pure. */
final class AllocationPlanner {
  /** In the order in which a lack is told. */
  private static final List<String> RESOURCES = List.of("memory", "cpu");

  private AllocationPlanner() {}

  /** Why a pod keeps what it has although its spec asks for something else. */
  record Pending(Reason reason, String message) {
    enum Reason {
      /** The other pods leave too little room now. */
      DEFERRED("Deferred"),
      /** It is more than the node has. */
      INFEASIBLE("Infeasible");

      private final String text;

      Reason(String text) {
        this.text = text;
      }

      String text() {
        return text;
      }
    }
  }

  /**
   * Empty when the node can give it.
   *
   * @param allocatable what the node has for pods
   * @param others what each other pod on it has been given
   */
  static Optional<Pending> judge(
      ApiObject pod, Map<String, Quantity> allocatable, Collection<Map<String, Quantity>> others) {
    Map<String, Quantity> requests = PodRequests.asked(pod);
    for (String resource : RESOURCES) {
      long requested = units(requests, resource);
      long capacity = units(allocatable, resource);
      if (requested > capacity) {
        return Optional.of(
            new Pending(
                Pending.Reason.INFEASIBLE,
                "Node didn't have enough capacity: %s, requested: %d, capacity: %d"
                    .formatted(resource, requested, capacity)));
      }
    }
    for (String resource : RESOURCES) {
      long requested = units(requests, resource);
      long used = others.stream().mapToLong(each -> units(each, resource)).sum();
      long capacity = units(allocatable, resource);
      if (requested > capacity - used) {
        return Optional.of(
            new Pending(
                Pending.Reason.DEFERRED,
                "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                    .formatted(resource, requested, used, capacity)));
      }
    }
    return Optional.empty();
  }

  /** Thousandths of a CPU, and bytes. */
  private static long units(Map<String, Quantity> amounts, String resource) {
    Quantity amount = amounts.getOrDefault(resource, Quantity.ZERO);
    return resource.equals("cpu") ? amount.milliValue() : amount.value();
  }
}
