package io.quarterdeck.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.score.Score;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final ApiObject POD = Objects.requesting("'cpu':'1','memory':'2Gi'");

  @Test
  void softTaintsCountAgainstANode() {
    NodeState none = Objects.empty(Objects.node());
    NodeState one = Objects.empty(Objects.node("one", "", "'taints':[" + soft("a") + "]"));
    NodeState two =
        Objects.empty(Objects.node("two", "", "'taints':[" + soft("a") + "," + soft("b") + "]"));
    assertThat(scores("TaintToleration", POD, none, one, two)).containsExactly(100L, 50L, 0L);
    assertThat(scores("TaintToleration", POD, none, none)).containsExactly(100L, 100L);
  }

  @Test
  void preferredNodesCountByTheirWeight() {
    ApiObject pod =
        Objects.pod(
            """
            'affinity':{'nodeAffinity':{'preferredDuringSchedulingIgnoredDuringExecution':[
              {'weight':80,'preference':{'matchExpressions':[{'key':'a','operator':'Exists'}]}},
              {'weight':20,'preference':{'matchExpressions':[{'key':'b','operator':'Exists'}]}}]}}
            """);
    assertThat(
            scores(
                "NodeAffinity",
                pod,
                Objects.empty(Objects.node("a", "'a':''", "")),
                Objects.empty(Objects.node("b", "'b':''", "")),
                Objects.empty(Objects.node())))
        .containsExactly(100L, 25L, 0L);
    assertThat(scores("NodeAffinity", POD, Objects.empty(Objects.node()))).containsExactly(0L);
  }

  @Test
  void muchLeftIsGood() {
    NodeState empty = Objects.empty(Objects.node());
    NodeState half =
        NodeState.of(Objects.node(), List.of(Objects.placed(0, "'cpu':'2','memory':'4Gi'")));
    NodeState full =
        NodeState.of(Objects.node(), List.of(Objects.placed(0, "'cpu':'4','memory':'8Gi'")));
    assertThat(scores("LeastAllocated", POD, empty, half, full)).containsExactly(75L, 25L, 0L);
  }

  @Test
  void podsThatRequestNothingTakeTheirPartOfANodeAllTheSame() {
    ApiObject silent = Objects.pod("'containers':[{'name':'c'}]");
    NodeState crowded =
        NodeState.of(Objects.node(), List.of(silent, silent, silent, silent, silent));
    List<Long> scores = scores("LeastAllocated", silent, Objects.empty(Objects.node()), crowded);
    assertThat(scores.get(0)).isGreaterThan(scores.get(1));
  }

  @Test
  void aNodeWhoseResourcesAreUsedAlikeIsGood() {
    NodeState even = Objects.empty(Objects.node());
    NodeState uneven = NodeState.of(Objects.node(), List.of(Objects.placed(0, "'cpu':'2'")));
    assertThat(scores("BalancedAllocation", POD, even, uneven)).containsExactly(100L, 75L);
    assertThat(scores("BalancedAllocation", Objects.pod(""), even, uneven)).containsExactly(0L, 0L);
  }

  @Test
  void theRulesAreWeighedAsInTheDefaultProfile() {
    NodeState state = Objects.empty(Objects.node());
    assertThat(Score.total(POD, List.of(state))).containsExactly(3 * 100 + 2 * 0 + 75 + 100);
  }

  private static List<Long> scores(String rule, ApiObject pod, NodeState... nodes) {
    return Score.ALL.stream()
        .map(Score.Weighted::score)
        .filter(each -> each.getClass().getSimpleName().equals(rule))
        .findFirst()
        .orElseThrow()
        .of(pod, List.of(nodes));
  }

  private static String soft(String key) {
    return "{'key':'" + key + "','effect':'PreferNoSchedule'}";
  }
}
