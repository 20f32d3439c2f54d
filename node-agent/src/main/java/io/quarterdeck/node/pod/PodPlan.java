package io.quarterdeck.node.pod;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do for a pod now, in this order, what each container that does not run waits for, and
 * when to look again although nothing changed.
 */
public record PodPlan(
    List<Action> actions, Map<String, Waiting> waiting, Optional<Duration> requeueAfter) {

  /** A step towards the pod's desired state. */
  public sealed interface Action {}

  public record CreateSandbox(int attempt) implements Action {}

  /** Ends the network and every process that is left in the sandbox. */
  public record StopSandbox(String id) implements Action {}

  /** Pulls the image when the policy asks for it, then creates and starts the container. */
  public record Start(String name, int attempt, int backOff) implements Action {}

  public record Kill(String id, String name, Duration grace) implements Action {}

  /** Gives a container that runs the resources that its spec says now. */
  public record Resize(String id, String name) implements Action {}

  public record Remove(String id) implements Action {}

  /** Why a container does not run yet, as its status shows it. */
  public record Waiting(String reason, String message) {
    public static Waiting of(String reason) {
      return new Waiting(reason, "");
    }
  }
}
