package io.quarterdeck.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T11:59:30Z");
  private static final RuntimeState RUNNING =
      PodPlannerTest.state(PodPlannerTest.running("main", 0));

  @Test
  void aPodMayBeActiveUntilItsDeadline() {
    ApiObject pod = pod();
    assertThat(Deadline.left(pod, BEGUN.plusSeconds(8))).contains(Duration.ofSeconds(12));
    assertThat(Deadline.heed(pod, RUNNING, BEGUN.plusSeconds(19))).isSameAs(pod);
  }

  @Test
  void thenItsContainersEndAndItHasFailed() {
    ApiObject over = Deadline.heed(pod(), RUNNING, BEGUN.plusSeconds(20));
    assertThat(plan(over, RUNNING).actions())
        .containsExactly(new PodPlan.Kill("main-0", "main", Duration.ofSeconds(30)));
    assertThat(status(over, RUNNING).path("phase").asText()).isEqualTo("Running");

    RuntimeState ended = PodPlannerTest.state(PodPlannerTest.exited("main", 0, 0, 0, 0));
    ObjectNode status = status(over, ended);
    assertThat(status.path("phase").asText()).isEqualTo("Failed");
    assertThat(status.path("reason").asText()).isEqualTo("DeadlineExceeded");
    assertThat(status.path("message").asText())
        .isEqualTo("Pod was active on the node longer than the specified deadline");

    ApiObject found = pod();
    found.json().set("status", status);
    assertThat(plan(found, RuntimeState.NOTHING).actions())
        .as("the next agent starts nothing")
        .isEmpty();
  }

  @Test
  void aPodThatEndedInTimeDidNotFail() {
    ApiObject pod = pod();
    ((ObjectNode) pod.json().path("spec")).put("restartPolicy", "Never");
    RuntimeState ended = PodPlannerTest.state(PodPlannerTest.exited("main", 0, 0, 0, 0));
    ApiObject later = Deadline.heed(pod, ended, BEGUN.plusSeconds(60));
    assertThat(status(later, ended).path("phase").asText()).isEqualTo("Succeeded");
  }

  private static PodPlan plan(ApiObject pod, RuntimeState state) {
    return PodPlanner.plan(PodSpec.of(pod), state, BEGUN.plusSeconds(30));
  }

  private static ObjectNode status(ApiObject pod, RuntimeState state) {
    return PodStatus.of(pod, state, Map.of(), Set.of(), "192.0.2.1", BEGUN.plusSeconds(30));
  }

  private static ApiObject pod() {
    ApiObject pod = PodPlannerTest.pod("Always");
    ((ObjectNode) pod.json().path("spec")).put("activeDeadlineSeconds", 20);
    pod.json().putObject("status").put("startTime", BEGUN.toString());
    return pod;
  }
}
