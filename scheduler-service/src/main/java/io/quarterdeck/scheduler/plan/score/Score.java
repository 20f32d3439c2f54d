package io.quarterdeck.scheduler.plan.score;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.List;

/** One rule by which nodes are compared. */
public interface Score {
  long MAX = 100;

  /** All rules, each with its weight in Kubernetes' default profile. */
  List<Weighted> ALL =
      List.of(
          new Weighted(new TaintToleration(), 3),
          new Weighted(new NodeAffinity(), 2),
          new Weighted(new LeastAllocated(), 1),
          new Weighted(new BalancedAllocation(), 1));

  /** A rule and how much it counts. */
  record Weighted(Score score, int weight) {}

  /** How good each of these nodes is for the pod, from 0 to {@link #MAX}, in their order. */
  List<Long> of(ApiObject pod, List<NodeState> candidates);

  /** The weighted sums over all rules, in the order of the nodes. */
  static long[] total(ApiObject pod, List<NodeState> candidates) {
    long[] total = new long[candidates.size()];
    for (Weighted rule : ALL) {
      List<Long> scores = rule.score().of(pod, candidates);
      for (int each = 0; each < total.length; each++) {
        total[each] += rule.weight() * scores.get(each);
      }
    }
    return total;
  }
}
