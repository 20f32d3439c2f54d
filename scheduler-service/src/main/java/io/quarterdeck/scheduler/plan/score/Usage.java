package io.quarterdeck.scheduler.plan.score;

import io.quarterdeck.model.quantity.Quantity;
import java.util.List;
import java.util.Map;

/** How much of a node's resources would be used. */
final class Usage {
  /** Those by which nodes are compared. */
  static final List<String> RESOURCES = List.of("cpu", "memory");

  private Usage() {}

  /** The part of a resource that would be used: above 1 when there is not enough of it. */
  static double of(
      String resource,
      Map<String, Quantity> allocatable,
      Map<String, Quantity> requested,
      Map<String, Quantity> more) {
    Quantity all = allocatable.getOrDefault(resource, Quantity.ZERO);
    Quantity used =
        requested
            .getOrDefault(resource, Quantity.ZERO)
            .plus(more.getOrDefault(resource, Quantity.ZERO));
    return all.isZero() ? 1 : used.amount().doubleValue() / all.amount().doubleValue();
  }
}
