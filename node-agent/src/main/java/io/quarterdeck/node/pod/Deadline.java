package io.quarterdeck.node.pod;

import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a pod may be active on its node. That the time is over is written into the pod's status,
 * where the next agent finds it: such a pod never starts anything again. Pure.
 */
public final class Deadline {
  private static final String EXCEEDED = "DeadlineExceeded";

  private Deadline() {}

  /**
   * The pod as it is to be planned: marked when its time is over and it has not ended by itself.
   */
  public static ApiObject heed(ApiObject pod, RuntimeState state, Instant now) {
    boolean over = left(pod, now).filter(Duration::isZero).isPresent();
    if (!over || isExceeded(pod) || PodPlanner.finished(PodSpec.of(pod), state)) {
      return pod;
    }
    ApiObject marked = pod.copy();
    marked
        .json()
        .withObject("/status")
        .put("reason", EXCEEDED)
        .put("message", "Pod was active on the node longer than the specified deadline");
    return marked;
  }

  /** How long until the deadline of a pod that has one and has begun. */
  public static Optional<Duration> left(ApiObject pod, Instant now) {
    String started = pod.text("status", "startTime");
    if (started.isEmpty() || !pod.at("spec", "activeDeadlineSeconds").isNumber()) {
      return Optional.empty();
    }
    Duration allowed = Duration.ofSeconds(pod.at("spec", "activeDeadlineSeconds").asLong());
    Duration left = Duration.between(now, Instant.parse(started).plus(allowed));
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  static boolean isExceeded(ApiObject pod) {
    return pod.text("status", "reason").equals(EXCEEDED);
  }
}
