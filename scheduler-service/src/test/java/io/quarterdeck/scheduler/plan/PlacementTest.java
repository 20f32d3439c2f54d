package io.quarterdeck.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final ApiObject TAINTED =
      Objects.node("t", "", "'taints':[{'key':'k','value':'v','effect':'NoSchedule'}]");

  @Test
  void saysWhyAsKubernetesDoes() {
    NodeState busy = NodeState.of(Objects.node(), List.of(Objects.placed(0, "'cpu':'4'")));
    assertThat(
            message(
                Objects.requesting("'cpu':'1'"),
                busy,
                Objects.empty(TAINTED),
                Objects.empty(TAINTED)))
        .isEqualTo(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s). "
                + "preemption: 0/3 nodes are available: "
                + "1 No preemption victims found for incoming pod, "
                + "2 Preemption is not helpful for scheduling.");
  }

  @Test
  void aNodeThatLacksSeveralThingsIsCountedForEach() {
    NodeState busy =
        NodeState.of(Objects.node(), List.of(Objects.placed(0, "'cpu':'4','memory':'8Gi'")));
    assertThat(message(Objects.requesting("'cpu':'1','memory':'1Gi'"), busy))
        .startsWith("0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. ");
  }

  @Test
  void reasonsAreSortedAsText() {
    NodeState[] nodes = new NodeState[12];
    Arrays.fill(nodes, Objects.empty(TAINTED));
    nodes[0] = Objects.empty(Objects.node());
    nodes[1] = nodes[0];
    assertThat(message(Objects.pod("'nodeSelector':{'a':'b'}"), nodes))
        .startsWith(
            "0/12 nodes are available: 10 node(s) had untolerated taint(s), "
                + "2 node(s) didn't match Pod's node affinity/selector. ");
  }

  @Test
  void aPodThatMayNotPreemptSaysSo() {
    assertThat(message(Objects.pod("'preemptionPolicy':'Never'"), Objects.empty(TAINTED)))
        .isEqualTo(
            "0/1 nodes are available: 1 node(s) had untolerated taint(s). "
                + "preemption: not eligible due to preemptionPolicy=Never.");
  }

  @Test
  void whatPreemptionWouldSolveIsNotDenied() {
    NodeState busy = NodeState.of(Objects.node(), List.of(Objects.placed(-1, "'cpu':'4'")));
    assertThat(message(Objects.requesting("'cpu':'1'"), busy))
        .endsWith("1 Preemption of pods with lower priority is not supported yet.");
  }

  @Test
  void withoutNodesThereIsNothingToCount() {
    assertThat(message(Objects.pod(""))).isEqualTo("no nodes available to schedule pods");
  }

  @Test
  void equallyGoodNodesAreTakenByChance() {
    Random random = new Random(1);
    List<NodeState> nodes =
        List.of(Objects.empty(Objects.node("a", "", "")), Objects.empty(Objects.node("b", "", "")));
    Set<Placement> taken = new HashSet<>();
    for (int each = 0; each < 50; each++) {
      taken.add(Placement.decide(Objects.pod(""), nodes, random));
    }
    assertThat(taken).containsExactlyInAnyOrder(new Placement.On("a"), new Placement.On("b"));
  }

  private static String message(ApiObject pod, NodeState... nodes) {
    Placement placement = Placement.decide(pod, List.of(nodes), new Random(1));
    return ((Placement.Nowhere) placement).message();
  }
}
