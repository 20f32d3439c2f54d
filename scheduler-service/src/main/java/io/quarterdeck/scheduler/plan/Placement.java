package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Where a pod goes. */
public sealed interface Placement {
  record On(String node) implements Placement {}

  /** Nowhere for now, and why not, over all nodes. */
  record Nowhere(String message) implements Placement {}

  /** Decides for one pod; among equally good nodes by chance, so that they fill alike. */
  static Placement decide(ApiObject pod, List<NodeState> nodes, RandomGenerator random) {
    List<NodeState> candidates = new ArrayList<>();
    Map<String, Integer> reasons = new TreeMap<>();
    for (NodeState state : nodes) {
      List<String> against = Filters.reasons(pod, state);
      if (against.isEmpty()) {
        candidates.add(state);
      }
      against.forEach(each -> reasons.merge(each, 1, Integer::sum));
    }
    return candidates.isEmpty()
        ? new Nowhere(message(nodes.size(), reasons))
        : new On(best(pod, candidates, random));
  }

  private static String message(int nodes, Map<String, Integer> reasons) {
    if (nodes == 0) {
      return "no nodes available to schedule pods";
    }
    return reasons.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .sorted()
        .collect(Collectors.joining(", ", "0/" + nodes + " nodes are available: ", "."));
  }

  private static String best(ApiObject pod, List<NodeState> candidates, RandomGenerator random) {
    long disliked =
        candidates.stream()
            .mapToLong(each -> Tolerations.disliked(pod, each.node()))
            .max()
            .orElse(0);
    long preferred =
        candidates.stream()
            .mapToLong(each -> NodeSelection.preference(pod, each.node()))
            .max()
            .orElse(0);
    double top = Double.NEGATIVE_INFINITY;
    List<String> best = new ArrayList<>();
    for (NodeState each : candidates) {
      double score = Scores.of(pod, each, disliked, preferred);
      if (score > top) {
        top = score;
        best.clear();
      }
      if (score >= top) {
        best.add(each.node().name());
      }
    }
    return best.get(random.nextInt(best.size()));
  }
}
