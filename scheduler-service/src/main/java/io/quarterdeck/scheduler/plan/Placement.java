package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.filter.Filter;
import io.quarterdeck.scheduler.plan.filter.Rejection;
import io.quarterdeck.scheduler.plan.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where a pod goes. */
public sealed interface Placement {
  record On(String node) implements Placement {}

  /** Nowhere for now, and why not, over all nodes. */
  record Nowhere(String message) implements Placement {}

  /** Decides for one pod; among equally good nodes by chance, so that they fill alike. */
  static Placement decide(ApiObject pod, List<NodeState> nodes, RandomGenerator random) {
    List<NodeState> candidates = new ArrayList<>();
    List<Diagnosis.Rejected> rejected = new ArrayList<>();
    for (NodeState state : nodes) {
      List<Rejection> against = Filter.rejections(pod, state);
      if (against.isEmpty()) {
        candidates.add(state);
      } else {
        rejected.add(new Diagnosis.Rejected(state, against));
      }
    }
    return candidates.isEmpty()
        ? new Nowhere(Diagnosis.message(pod, rejected))
        : new On(best(pod, candidates, random));
  }

  private static String best(ApiObject pod, List<NodeState> candidates, RandomGenerator random) {
    long[] scores = Score.total(pod, candidates);
    long top = Long.MIN_VALUE;
    List<String> best = new ArrayList<>();
    for (int each = 0; each < scores.length; each++) {
      if (scores[each] > top) {
        top = scores[each];
        best.clear();
      }
      if (scores[each] == top) {
        best.add(candidates.get(each).node().name());
      }
    }
    return best.get(random.nextInt(best.size()));
  }
}
