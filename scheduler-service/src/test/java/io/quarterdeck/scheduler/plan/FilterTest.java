package io.quarterdeck.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.scheduler.plan.filter.Filter;
import io.quarterdeck.scheduler.plan.filter.Rejection;
import io.quarterdeck.scheduler.plan.filter.Rejection.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  private static final Rejection UNSCHEDULABLE =
      new Rejection(Code.UNSCHEDULABLE, "node(s) were unschedulable", false);
  private static final Rejection TAINT =
      new Rejection(Code.UNTOLERATED_TAINT, "node(s) had untolerated taint(s)", false);
  private static final Rejection NOT_SELECTED =
      new Rejection(Code.NOT_SELECTED, "node(s) didn't match Pod's node affinity/selector", false);
  private static final Rejection PORT =
      new Rejection(
          Code.PORT_TAKEN, "node(s) didn't have free ports for the requested pod ports", true);

  @Test
  void aPodThatAsksForNothingFits() {
    assertThat(Filter.rejections(Objects.pod(""), Objects.empty(Objects.node()))).isEmpty();
  }

  @Test
  void aCordonedNodeTakesOnlyWhatToleratesIt() {
    NodeState cordoned = Objects.empty(Objects.node("n", "", "'unschedulable':true"));
    assertThat(Filter.rejections(Objects.pod(""), cordoned)).containsExactly(UNSCHEDULABLE);
    ApiObject daemon =
        Objects.pod(
            "'tolerations':[{'key':'node.kubernetes.io/unschedulable','operator':'Exists'}]");
    assertThat(Filter.rejections(daemon, cordoned)).isEmpty();
  }

  @Test
  void theFirstRuleThatIsNotMetCounts() {
    ApiObject pod = Objects.pod("'nodeSelector':{'zone':'b'}");
    String taint = "'taints':[{'key':'k','effect':'NoSchedule'}]";
    assertThat(
            Filter.rejections(
                pod, Objects.empty(Objects.node("n", "", "'unschedulable':true," + taint))))
        .containsExactly(UNSCHEDULABLE);
    assertThat(Filter.rejections(pod, Objects.empty(Objects.node("n", "", taint))))
        .containsExactly(TAINT);
    assertThat(Filter.rejections(pod, Objects.empty(Objects.node()))).containsExactly(NOT_SELECTED);
  }

  @ParameterizedTest(name = "{0} beside {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'hostPort':80 | 'hostPort':80 | true",
        "'hostPort':80 | 'hostPort':81 | false",
        "'hostPort':80 | 'hostPort':80,'protocol':'UDP' | false",
        "'hostPort':80,'hostIP':'10.0.0.1' | 'hostPort':80,'hostIP':'10.0.0.2' | false",
        "'hostPort':80,'hostIP':'10.0.0.1' | 'hostPort':80,'hostIP':'10.0.0.1' | true",
        "'hostPort':80,'hostIP':'10.0.0.1' | 'hostPort':80 | true",
        "'hostPort':80,'hostIP':'0.0.0.0' | 'hostPort':80,'hostIP':'10.0.0.1' | true",
        "'containerPort':80 | 'containerPort':80 | false",
      })
  void twoPodsDoNotShareAHostPort(String wanted, String taken, boolean conflict) {
    NodeState state = NodeState.of(Objects.node(), List.of(withPort(taken)));
    assertThat(Filter.rejections(withPort(wanted), state))
        .isEqualTo(conflict ? List.of(PORT) : List.of());
  }

  @Test
  void aSidecarTakesItsHostPortToo() {
    ApiObject sidecar =
        Objects.pod(
            "'initContainers':[{'restartPolicy':'Always','ports':[{'hostPort':80}]},"
                + "{'ports':[{'hostPort':81}]}]");
    assertThat(HostPort.of(sidecar)).containsExactly(new HostPort("0.0.0.0", "TCP", 80));
  }

  @ParameterizedTest(name = "{0} beside {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'cpu':'1' | 'cpu':'3' | none",
        "'cpu':'1001m' | 'cpu':'3' | Insufficient cpu",
        "'cpu':'2','memory':'5Gi' | 'cpu':'3','memory':'4Gi' | Insufficient cpu,Insufficient memory",
        "'x.io/gpu':'1' | 'cpu':'1' | Insufficient x.io/gpu",
        "'x.io/gpu':'0' | 'cpu':'1' | none",
        "'ephemeral-storage':'1' | 'cpu':'1' | Insufficient ephemeral-storage",
      })
  void aPodGetsWhatItRequests(String wanted, String taken, String reasons) {
    NodeState state = NodeState.of(Objects.node(), List.of(Objects.placed(0, taken)));
    List<String> found =
        Filter.rejections(Objects.requesting(wanted), state).stream()
            .map(Rejection::reason)
            .toList();
    assertThat(found).isEqualTo(reasons.equals("none") ? List.of() : List.of(reasons.split(",")));
  }

  @Test
  void whatTheNodeNeverHadNobodyCanGiveBack() {
    NodeState state = NodeState.of(Objects.node(), List.of(Objects.placed(0, "'cpu':'3'")));
    assertThat(Filter.rejections(Objects.requesting("'cpu':'4'"), state))
        .containsExactly(new Rejection(Code.INSUFFICIENT_RESOURCE, "Insufficient cpu", true));
    assertThat(Filter.rejections(Objects.requesting("'cpu':'5'"), state))
        .containsExactly(new Rejection(Code.INSUFFICIENT_RESOURCE, "Insufficient cpu", false));
  }

  @Test
  void aNodeRunsOnlySoManyPods() {
    ApiObject node = Objects.node("n", "", "", "'cpu':'4','pods':'1'");
    NodeState full = NodeState.of(node, List.of(Objects.placed(0, "")));
    assertThat(Filter.rejections(Objects.pod(""), full))
        .containsExactly(new Rejection(Code.TOO_MANY_PODS, "Too many pods", true));
  }

  @Test
  void aPodThatHasEndedTakesNothing() {
    ApiObject ended = Objects.placed(0, "'cpu':'4'").copy();
    ended.json().putObject("status").put("phase", "Succeeded");
    NodeState state = NodeState.of(Objects.node(), List.of(ended));
    assertThat(Filter.rejections(Objects.requesting("'cpu':'4'"), state)).isEmpty();
  }

  private static ApiObject withPort(String port) {
    return Objects.pod("'containers':[{'name':'c','ports':[{" + port + "}]}]");
  }
}
