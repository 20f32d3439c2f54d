package io.quarterdeck.controller.nodelifecycle;

import static io.quarterdeck.controller.testing.Objects.json;
import static io.quarterdeck.controller.testing.Objects.object;
import static io.quarterdeck.controller.testing.Objects.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration GRACE = Duration.ofSeconds(50);

  @Test
  void aNodeThatReportsIsLeftAlone() {
    NodePlan plan = NodePlanner.plan(ready(), NOW.minusSeconds(20), GRACE, true, NOW);

    assertThat(plan)
        .isEqualTo(
            new NodePlan(
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void aNodeThatIsSilentForTooLongIsLost() {
    NodePlan plan = NodePlanner.plan(ready(), NOW.minusSeconds(50), GRACE, true, NOW);

    assertThat(plan.lost()).isTrue();
    assertThat(plan.podsNotReady()).isTrue();
    assertThat(plan.conditions().orElseThrow())
        .allSatisfy(
            each -> {
              assertThat(each.path("status").asText()).isEqualTo("Unknown");
              assertThat(each.path("lastTransitionTime").asText())
                  .isEqualTo("2026-01-02T03:04:05Z");
            })
        .anySatisfy(
            each -> {
              assertThat(each.path("reason").asText()).isEqualTo("NodeStatusUnknown");
              assertThat(each.path("message").asText())
                  .isEqualTo("Kubelet stopped posting node status.");
              assertThat(each.path("lastHeartbeatTime").asText()).isEqualTo("2026-01-02T03:00:00Z");
            })
        .anySatisfy(
            each -> assertThat(each.path("reason").asText()).isEqualTo("NodeStatusNeverUpdated"));
    assertThat(plan.taints().orElseThrow())
        .isEqualTo(
            taints(
                "[{'key':'node.kubernetes.io/unreachable','effect':'NoSchedule',"
                    + "'timeAdded':'2026-01-02T03:04:05Z'},"
                    + "{'key':'node.kubernetes.io/unreachable','effect':'NoExecute',"
                    + "'timeAdded':'2026-01-02T03:04:05Z'}]"));
  }

  @Test
  void whatIsSaidOnceIsNotSaidAgain() {
    ApiObject node = ready();
    NodePlan first = NodePlanner.plan(node, NOW.minusSeconds(50), GRACE, true, NOW);
    node.json().withObject("/status").set("conditions", first.conditions().orElseThrow());
    node.json().withObject("/spec").set("taints", first.taints().orElseThrow());

    NodePlan second =
        NodePlanner.plan(stored(node), NOW.minusSeconds(50), GRACE, true, NOW.plusSeconds(9));

    assertThat(second.conditions()).isEmpty();
    assertThat(second.taints()).isEmpty();
    assertThat(second.lost()).isFalse();
  }

  @Test
  void nobodyIsMadeToLeaveWhileNoNodeIsReady() {
    NodePlan plan = NodePlanner.plan(ready(), NOW.minusSeconds(50), GRACE, false, NOW);

    assertThat(plan.taints().orElseThrow())
        .extracting(each -> each.path("effect").asText())
        .containsExactly("NoSchedule");
  }

  @Test
  void aNodeThatRecoversLosesOurTaintsAndKeepsOthers() {
    ApiObject node = ready();
    node.json()
        .withObject("/spec")
        .set(
            "taints",
            taints(
                "[{'key':'node.kubernetes.io/unreachable','effect':'NoExecute'},"
                    + "{'key':'mine','effect':'NoSchedule'}]"));

    assertThat(NodePlanner.plan(node, NOW, GRACE, true, NOW).taints().orElseThrow())
        .isEqualTo(taints("[{'key':'mine','effect':'NoSchedule'}]"));
  }

  @ParameterizedTest
  @CsvSource({
    "MemoryPressure, True, node.kubernetes.io/memory-pressure",
    "DiskPressure, True, node.kubernetes.io/disk-pressure",
    "PIDPressure, True, node.kubernetes.io/pid-pressure",
    "NetworkUnavailable, True, node.kubernetes.io/network-unavailable",
    "Ready, False, node.kubernetes.io/not-ready"
  })
  void conditionsBecomeTaints(String condition, String status, String taint) {
    ApiObject node = object("{'metadata':{'name':'n'},'status':{}}");
    node.json()
        .withObject("/status")
        .set("conditions", taints("[{'type':'%s','status':'%s'}]".formatted(condition, status)));

    assertThat(NodePlanner.plan(node, NOW, GRACE, false, NOW).taints().orElseThrow())
        .isEqualTo(
            taints(
                "[{'key':'%s','effect':'NoSchedule','timeAdded':'2026-01-02T03:04:05Z'}]"
                    .formatted(taint)));
  }

  @Test
  void graceBeginsWhenANodeIsFirstSeen() {
    NodeSigns signs = new NodeSigns();

    assertThat(signs.note(ready(), Optional.empty(), NOW)).isEqualTo(NOW);
    assertThat(signs.note(ready(), Optional.empty(), NOW.plusSeconds(30))).isEqualTo(NOW);
    ApiObject lease = object("{'spec':{'renewTime':'2026-01-02T03:04:30.000000Z'}}");
    assertThat(signs.note(ready(), Optional.of(lease), NOW.plusSeconds(40)))
        .isEqualTo(NOW.plusSeconds(40));
  }

  private static ApiObject ready() {
    return object(
        """
        {'metadata':{'name':'n1','uid':'u','creationTimestamp':'2026-01-01T00:00:00Z'},'spec':{},
         'status':{'conditions':[{'type':'Ready','status':'True','reason':'KubeletReady',
          'message':'m','lastHeartbeatTime':'2026-01-02T03:00:00Z',
          'lastTransitionTime':'2026-01-01T00:00:00Z'}]}}
        """);
  }

  private static ArrayNode taints(String text) {
    return (ArrayNode) json("{'a':" + text + "}").path("a");
  }
}
