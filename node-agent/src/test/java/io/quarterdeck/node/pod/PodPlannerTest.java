package io.quarterdeck.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.node.pod.PodPlan.CreateSandbox;
import io.quarterdeck.node.pod.PodPlan.Kill;
import io.quarterdeck.node.pod.PodPlan.Remove;
import io.quarterdeck.node.pod.PodPlan.Start;
import io.quarterdeck.node.pod.PodPlan.StopSandbox;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.node.pod.RuntimeState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void beginsWithTheSandbox() {
    PodPlan plan = plan(pod("Always"), RuntimeState.NOTHING, NOW);
    assertThat(plan.actions()).containsExactly(new CreateSandbox(0));
    assertThat(plan.waiting()).isEqualTo(Map.of("main", Waiting.of("ContainerCreating")));
  }

  @Test
  void startsTheContainerOnceAndLeavesItAlone() {
    assertThat(plan(pod("Always")).actions()).containsExactly(new Start("main", 0, 0));
    PodPlan settled = plan(pod("Always"), running("main", 0));
    assertThat(settled).isEqualTo(new PodPlan(List.of(), Map.of(), Optional.empty()));
  }

  @Test
  void restartsAtOnceThenBacksOffFromTenSecondsToFiveMinutes() {
    assertThat(plan(pod("Always"), exited("main", 0, 0, 1, 0)).actions())
        .containsExactly(new Start("main", 1, 1));

    PodPlan second = plan(pod("Always"), exited("main", 1, 1, 1, 4));
    assertThat(second.actions()).isEmpty();
    assertThat(second.requeueAfter()).contains(Duration.ofSeconds(6));
    assertThat(second.waiting().get("main"))
        .isEqualTo(
            new Waiting("CrashLoopBackOff", "back-off 10s restarting failed container=main"));
    assertThat(plan(pod("Always"), exited("main", 1, 1, 1, 10)).actions())
        .containsExactly(new Start("main", 2, 2));
    assertThat(List.of(2, 3, 4, 5, 6, 7, 90).stream().map(PodPlanner::delay).toList())
        .extracting(Duration::toSeconds)
        .containsExactly(20L, 40L, 80L, 160L, 300L, 300L, 300L);
  }

  @Test
  void restartsByPolicy() {
    assertThat(plan(pod("OnFailure"), exited("main", 0, 0, 3, 0)).actions())
        .containsExactly(new Start("main", 1, 1));
    for (String policy : List.of("OnFailure", "Never")) {
      assertThat(plan(pod(policy), exited("main", 0, 0, 0, 0)).actions())
          .containsExactly(new StopSandbox("s"));
    }
    assertThat(plan(pod("Never"), exited("main", 0, 0, 3, 0)).actions())
        .containsExactly(new StopSandbox("s"));
  }

  @Test
  void runsInitContainersInOrderAndSidecarsBeside() {
    ApiObject pod = pod("Always", "first", "second:Always");
    PodPlan begin = plan(pod);
    assertThat(begin.actions()).containsExactly(new Start("first", 0, 0));
    assertThat(begin.waiting().get("main")).isEqualTo(Waiting.of("PodInitializing"));
    assertThat(plan(pod, running("first", 0)).actions()).isEmpty();
    var first = exited("first", 0, 0, 0, 0);
    assertThat(plan(pod, first).actions()).containsExactly(new Start("second", 0, 0));
    assertThat(plan(pod, first, running("second", 0)).actions())
        .containsExactly(new Start("main", 0, 0));
    assertThat(plan(pod, first, exited("second", 0, 0, 0, 0), running("main", 0)).actions())
        .containsExactly(new Start("second", 1, 1));
  }

  @Test
  void aFailedInitContainerEndsAPodThatNeverRestarts() {
    assertThat(plan(pod("Never", "first"), exited("first", 0, 0, 1, 0)).actions())
        .containsExactly(new StopSandbox("s"));
  }

  @Test
  void aLostSandboxIsReplacedAndEverythingStartsAgainInIt() {
    var dead = new RuntimeState.Sandbox("s", false, 0, List.of());
    var lost = new RuntimeState(Optional.of(dead), List.of(exited("main", 0, 0, 255, 1)));
    assertThat(PodPlanner.plan(PodSpec.of(pod("Always")), lost, NOW).actions())
        .containsExactly(new StopSandbox("s"), new CreateSandbox(1));
    var fresh = new RuntimeState.Sandbox("t", true, 1, List.of("10.0.0.2"));
    var renewed = new RuntimeState(Optional.of(fresh), lost.containers());
    assertThat(PodPlanner.plan(PodSpec.of(pod("Always")), renewed, NOW).actions())
        .containsExactly(new Start("main", 1, 0));
  }

  @Test
  void aDeletedPodEndsMainContainersThenSidecarsThenTheSandbox() {
    ApiObject pod = pod("Always", "side:Always");
    ((ObjectNode) pod.json().path("metadata"))
        .put("deletionTimestamp", "2026-01-01T12:00:00Z")
        .put("deletionGracePeriodSeconds", 7);
    Duration grace = Duration.ofSeconds(7);
    assertThat(plan(pod, running("side", 0), running("main", 0)).actions())
        .containsExactly(new Kill("main-0", "main", grace));
    assertThat(plan(pod, running("side", 0), exited("main", 0, 0, 0, 0)).actions())
        .containsExactly(new Kill("side-0", "side", grace));
    assertThat(plan(pod, exited("side", 0, 0, 0, 0), exited("main", 0, 0, 0, 0)).actions())
        .containsExactly(new StopSandbox("s"));
  }

  @Test
  void startsAnEphemeralContainerOnceWhateverTheOthersDo() {
    ApiObject pod = looked(pod("Always", "first"));
    assertThat(plan(pod, running("first", 0)).actions()).containsExactly(new Start("look", 0, 0));
    ApiObject started = looked(pod("Always"));
    assertThat(plan(started, exited("main", 1, 1, 1, 4)).actions())
        .containsExactly(new Start("look", 0, 0));
    assertThat(plan(started, running("main", 0), running("look", 0)).actions()).isEmpty();
    assertThat(plan(started, running("main", 0), exited("look", 0, 0, 1, 90)).actions()).isEmpty();
    var elsewhere = new RuntimeState.Sandbox("t", true, 1, List.of("10.0.0.2"));
    var renewed = new RuntimeState(Optional.of(elsewhere), List.of(exited("look", 0, 0, 1, 90)));
    assertThat(plan(started, renewed, NOW).actions()).containsExactly(new Start("main", 0, 0));
  }

  @Test
  void anEphemeralContainerEndsWithThePod() {
    assertThat(plan(looked(pod("Never")), exited("main", 0, 0, 0, 0), running("look", 0)).actions())
        .containsExactly(new Kill("look-0", "look", Duration.ofSeconds(30)));
  }

  static ApiObject looked(ApiObject pod) {
    pod.json()
        .withObject("/spec")
        .withArray("/ephemeralContainers")
        .addObject()
        .put("name", "look");
    return pod;
  }

  @Test
  void removesAllButTheTwoNewestDeadRuns() {
    assertThat(
            plan(
                    pod("Always"),
                    exited("main", 0, 0, 1, 90),
                    exited("main", 1, 1, 1, 60),
                    exited("main", 2, 2, 1, 30),
                    running("main", 3))
                .actions())
        .containsExactly(new Remove("main-0"));
  }

  private static PodPlan plan(ApiObject pod, RuntimeState.Container... containers) {
    return PodPlanner.plan(PodSpec.of(pod), state(containers), NOW);
  }

  private static PodPlan plan(ApiObject pod, RuntimeState state, Instant now) {
    return PodPlanner.plan(PodSpec.of(pod), state, now);
  }

  static RuntimeState state(RuntimeState.Container... containers) {
    return new RuntimeState(
        Optional.of(new RuntimeState.Sandbox("s", true, 0, List.of("10.0.0.1"))),
        List.of(containers));
  }

  static ApiObject pod(String restartPolicy, String... initContainers) {
    ObjectNode json = Json.object();
    json.putObject("metadata").put("name", "p").put("namespace", "default").put("uid", "u");
    ObjectNode spec = json.putObject("spec").put("restartPolicy", restartPolicy);
    for (String each : initContainers) {
      String[] parts = each.split(":");
      ObjectNode container = spec.withArray("initContainers").addObject().put("name", parts[0]);
      if (parts.length > 1) {
        container.put("restartPolicy", parts[1]);
      }
    }
    spec.withArray("containers").addObject().put("name", "main").put("image", "i");
    return ApiObject.of(json);
  }

  static RuntimeState.Container running(String name, int attempt) {
    return run(name, attempt, 0, Phase.RUNNING, 0, Instant.EPOCH);
  }

  static RuntimeState.Container exited(
      String name, int attempt, int backOff, int code, int secondsAgo) {
    return run(name, attempt, backOff, Phase.EXITED, code, NOW.minusSeconds(secondsAgo));
  }

  private static RuntimeState.Container run(
      String name, int attempt, int backOff, Phase phase, int code, Instant finished) {
    Instant started = NOW.minusSeconds(95);
    return new RuntimeState.Container(
        name + "-" + attempt,
        "s",
        name,
        attempt,
        backOff,
        phase,
        started,
        started,
        finished,
        code,
        code == 0 ? "Completed" : "Error",
        "",
        "i",
        "sha256:i");
  }
}
