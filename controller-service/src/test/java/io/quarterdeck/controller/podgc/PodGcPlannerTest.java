package io.quarterdeck.controller.podgc;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodGcPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration QUARANTINE = Duration.ofSeconds(40);
  private static final ApiObject BOUND =
      object("{'metadata':{'name':'p','uid':'u'},'spec':{'nodeName':'n'}}");

  @Test
  void aPodOfANodeThatIsThereIsKept() {
    assertThat(plan(BOUND, Optional.empty())).isEqualTo(new PodGcPlan.Keep());
  }

  @Test
  void aMissingNodeHasTimeToAppear() {
    assertThat(plan(BOUND, Optional.of(NOW.minusSeconds(10))))
        .isEqualTo(new PodGcPlan.Wait(Duration.ofSeconds(30)));
    assertThat(plan(BOUND, Optional.of(NOW.minusSeconds(40)))).isEqualTo(new PodGcPlan.Orphaned());
  }

  @Test
  void aPodThatGoesUnscheduledIsNobodysWork() {
    ApiObject pending = object("{'metadata':{'name':'p'},'spec':{}}");
    ApiObject going =
        object("{'metadata':{'name':'p','deletionTimestamp':'2026-01-01T00:00:00Z'},'spec':{}}");

    assertThat(plan(pending, Optional.empty())).isEqualTo(new PodGcPlan.Keep());
    assertThat(plan(going, Optional.empty())).isEqualTo(new PodGcPlan.NeverScheduled());
  }

  @Test
  void endedPodsAreKeptUpToANumber() {
    List<ApiObject> ended = List.of(ended("c", 3), ended("a", 1), ended("b", 2));

    assertThat(PodGcPlanner.beyond(2, ended)).extracting(ApiObject::name).containsExactly("a");
    assertThat(PodGcPlanner.beyond(0, ended)).isEmpty();
  }

  @Test
  void aPodFailsBeforeItGoes() {
    assertThat(PodGcPlanner.failed(BOUND, NOW).map(Object::toString).orElseThrow())
        .contains("\"phase\":\"Failed\"", "DeletionByPodGC", "PodGC: node no longer exists");
    assertThat(PodGcPlanner.failed(ended("a", 1), NOW)).isEmpty();
  }

  private static PodGcPlan plan(ApiObject pod, Optional<Instant> missingSince) {
    return PodGcPlanner.plan(pod, missingSince, QUARANTINE, NOW);
  }

  private static ApiObject ended(String name, int day) {
    return object(
        """
        {'metadata':{'name':'%s','creationTimestamp':'2026-01-0%dT00:00:00Z'},
         'spec':{'nodeName':'n'},'status':{'phase':'Succeeded'}}
        """
            .formatted(name, day));
  }
}
