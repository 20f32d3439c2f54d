package io.quarterdeck.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodStatusTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aPodThatBeginsIsPending() {
    JsonNode status = status(PodPlannerTest.pod("Always"), RuntimeState.NOTHING);
    assertThat(status.path("phase").asText()).isEqualTo("Pending");
    assertThat(state(status).path("waiting").path("reason").asText())
        .isEqualTo("ContainerCreating");
    assertThat(condition(status, "Ready").path("message").asText())
        .isEqualTo("containers with unready status: [main]");
    assertThat(condition(status, "PodScheduled").path("status").asText()).isEqualTo("True");
  }

  @Test
  void aRunningPodIsReadyAndHasAnAddress() {
    JsonNode status =
        status(
            PodPlannerTest.pod("Always"), PodPlannerTest.state(PodPlannerTest.running("main", 2)));
    assertThat(status.path("phase").asText()).isEqualTo("Running");
    assertThat(status.path("podIP").asText()).isEqualTo("10.0.0.1");
    assertThat(condition(status, "Ready").path("status").asText()).isEqualTo("True");
    assertThat(status.path("containerStatuses").path(0).path("restartCount").asInt()).isEqualTo(2);
  }

  @Test
  void aCrashLoopIsRunningButNotReady() {
    var run = PodPlannerTest.exited("main", 1, 1, 7, 1);
    JsonNode status = status(PodPlannerTest.pod("Always"), PodPlannerTest.state(run));
    assertThat(status.path("phase").asText()).isEqualTo("Running");
    assertThat(state(status).path("waiting").path("reason").asText()).isEqualTo("CrashLoopBackOff");
    JsonNode last = status.path("containerStatuses").path(0).path("lastState").path("terminated");
    assertThat(last.path("exitCode").asInt()).isEqualTo(7);
    assertThat(last.path("reason").asText()).isEqualTo("Error");
  }

  @Test
  void whatRanToItsEndSucceededOrFailed() {
    for (int code : new int[] {0, 3}) {
      JsonNode status =
          status(
              PodPlannerTest.pod("Never"),
              PodPlannerTest.state(PodPlannerTest.exited("main", 0, 0, code, 1)));
      assertThat(status.path("phase").asText()).isEqualTo(code == 0 ? "Succeeded" : "Failed");
      assertThat(condition(status, "Ready").path("reason").asText())
          .isEqualTo(code == 0 ? "PodCompleted" : "PodFailed");
      assertThat(state(status).path("terminated").path("exitCode").asInt()).isEqualTo(code);
    }
  }

  @Test
  void ephemeralContainersAreShownAndDecideNothing() {
    JsonNode waits =
        status(
            PodPlannerTest.looked(PodPlannerTest.pod("Always")),
            PodPlannerTest.state(PodPlannerTest.running("main", 0)));
    assertThat(ephemeral(waits).at("/state/waiting/reason").asText())
        .isEqualTo("ContainerCreating");
    assertThat(condition(waits, "Ready").path("status").asText()).isEqualTo("True");
    JsonNode over =
        status(
            PodPlannerTest.looked(PodPlannerTest.pod("Never")),
            PodPlannerTest.state(
                PodPlannerTest.exited("main", 0, 0, 0, 1),
                PodPlannerTest.exited("look", 0, 0, 3, 1)));
    assertThat(over.path("phase").asText()).isEqualTo("Succeeded");
    assertThat(ephemeral(over).at("/state/terminated/exitCode").asInt()).isEqualTo(3);
    assertThat(ephemeral(over).path("ready").asBoolean()).isFalse();
    assertThat(ephemeral(over).has("started")).isFalse();
  }

  private static JsonNode ephemeral(JsonNode status) {
    return status.path("ephemeralContainerStatuses").path(0);
  }

  @Test
  void statusIsAFixedPointOfItself() {
    ApiObject pod = PodPlannerTest.pod("Always", "first", "side:Always");
    RuntimeState state = PodPlannerTest.state(PodPlannerTest.exited("first", 0, 0, 0, 3));
    ObjectNode first = (ObjectNode) status(pod, state);
    pod.json().set("status", first);
    JsonNode later =
        PodStatus.of(
            pod,
            state,
            PodPlanner.plan(PodSpec.of(pod), state, NOW).waiting(),
            Set.of(),
            "192.0.2.1",
            NOW.plusSeconds(60));
    assertThat(later).isEqualTo(first);
  }

  private static JsonNode status(ApiObject pod, RuntimeState state) {
    Map<String, PodPlan.Waiting> waiting = PodPlanner.plan(PodSpec.of(pod), state, NOW).waiting();
    return PodStatus.of(pod, state, waiting, Set.of(), "192.0.2.1", NOW);
  }

  private static JsonNode state(JsonNode status) {
    return status.path("containerStatuses").path(0).path("state");
  }

  private static JsonNode condition(JsonNode status, String type) {
    return status
        .path("conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
