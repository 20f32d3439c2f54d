package io.quarterdeck.node.resize;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.resize.AllocationPlanner.Pending;
import java.util.Optional;

/**
 * What a pod asks and what it has.
 *
 * @param asking the pod as its users want it
 * @param pending why it does not have what it asks, where that is so
 */
public record PodSize(ApiObject asking, PodResources resources, Optional<Pending> pending) {

  /** The pod as it is to run here. */
  public ApiObject allocated() {
    return resources.allocation().appliedTo(asking);
  }

  /** Whether it may get what it asks when other pods leave room. */
  public boolean isDeferred() {
    return pending.filter(each -> each.reason() == Pending.Reason.DEFERRED).isPresent();
  }
}
