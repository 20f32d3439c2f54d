package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import java.util.List;
import java.util.Optional;

/** Which changes are worth another look at pods that found no node. */
public final class Wakeup {
  /** What the rules look at in a node. Heartbeats change its conditions, which are none of it. */
  private static final List<List<String>> OF_NODE =
      List.of(
          List.of("metadata", "labels"),
          List.of("spec", "unschedulable"),
          List.of("spec", "taints"),
          List.of("status", "allocatable"));

  private Wakeup() {}

  /** Whether a node is there that was not, or differs in something that a rule looks at. */
  public static boolean byNode(Optional<ApiObject> before, Optional<ApiObject> after) {
    return after.isPresent()
        && (before.isEmpty()
            || OF_NODE.stream().anyMatch(path -> differ(before.get(), after.get(), path)));
  }

  /** Whether a pod leaves room on its node: gone, ended, or content with less or other. */
  public static boolean byRoom(Optional<ApiObject> before, Optional<ApiObject> after) {
    if (before.isEmpty() || !takesRoom(before.get())) {
      return false;
    }
    return after.isEmpty()
        || !takesRoom(after.get())
        || !PodRequests.of(before.get()).equals(PodRequests.of(after.get()));
  }

  /** Whether a waiting pod itself asks for something else; its conditions are our own answer. */
  public static boolean byItself(Optional<ApiObject> before, ApiObject after) {
    return before.isEmpty()
        || differ(before.get(), after, List.of("spec"))
        || differ(before.get(), after, List.of("metadata", "labels"));
  }

  private static boolean takesRoom(ApiObject pod) {
    return !pod.text("spec", "nodeName").isEmpty() && !NodeState.hasEnded(pod);
  }

  private static boolean differ(ApiObject one, ApiObject other, List<String> path) {
    String[] steps = path.toArray(String[]::new);
    JsonNode before = one.at(steps);
    return !before.equals(other.at(steps));
  }
}
