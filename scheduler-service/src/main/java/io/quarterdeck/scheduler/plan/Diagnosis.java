package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.filter.Filter;
import io.quarterdeck.scheduler.plan.filter.Rejection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says why a pod fits nowhere, as kube-scheduler words it: people and tools look for these texts.
 */
final class Diagnosis {
  /** A node and what it lacks. */
  record Rejected(NodeState state, List<Rejection> rejections) {}

  private Diagnosis() {}

  static String message(ApiObject pod, List<Rejected> nodes) {
    if (nodes.isEmpty()) {
      return "no nodes available to schedule pods";
    }
    Stream<String> reasons =
        nodes.stream().flatMap(each -> each.rejections().stream().map(Rejection::reason));
    return summary(nodes.size(), reasons) + " preemption: " + preemption(pod, nodes);
  }

  private static String preemption(ApiObject pod, List<Rejected> nodes) {
    return pod.text("spec", "preemptionPolicy").equals("Never")
        ? "not eligible due to preemptionPolicy=Never."
        : summary(nodes.size(), nodes.stream().map(each -> preemption(pod, each)));
  }

  private static String preemption(ApiObject pod, Rejected node) {
    if (!node.rejections().stream().allMatch(Rejection::curable)) {
      return "Preemption is not helpful for scheduling";
    }
    int priority = pod.integer(0, "spec", "priority");
    List<ApiObject> staying =
        node.state().pods().stream()
            .filter(each -> each.integer(0, "spec", "priority") >= priority)
            .toList();
    NodeState relieved = NodeState.of(node.state().node(), staying);
    return Filter.rejections(pod, relieved).isEmpty()
        ? "Preemption of pods with lower priority is not supported yet"
        : "No preemption victims found for incoming pod";
  }

  /** Counts come before reasons when the entries are sorted, and they are sorted as text. */
  private static String summary(int nodes, Stream<String> reasons) {
    Map<String, Integer> counts = new TreeMap<>();
    reasons.forEach(each -> counts.merge(each, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .sorted()
        .collect(Collectors.joining(", ", "0/" + nodes + " nodes are available: ", "."));
  }
}
