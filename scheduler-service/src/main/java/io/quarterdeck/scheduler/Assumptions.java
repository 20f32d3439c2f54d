package io.quarterdeck.scheduler;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pods that were bound here, or may have been, and that the cache may still show without a node.
 * The room that they take is reckoned with. For one thread.
 */
final class Assumptions {
  private final Map<ObjectKey, Assumed> assumed = new HashMap<>();

  /**
   * A pod as it is with its node.
   *
   * @param certain whether the API said so; otherwise its answer got lost
   */
  record Assumed(ApiObject pod, boolean certain, Instant since) {
    String node() {
      return pod.text("spec", "nodeName");
    }
  }

  void put(ApiObject placed, boolean certain, Instant now) {
    assumed.put(placed.key(), new Assumed(placed, certain, now));
  }

  /** What is assumed of this pod, not of a namesake. */
  Optional<Assumed> of(ApiObject pod) {
    return Optional.ofNullable(assumed.get(pod.key()))
        .filter(each -> each.pod().uid().equals(pod.uid()));
  }

  void forget(ObjectKey key) {
    assumed.remove(key);
  }
}
