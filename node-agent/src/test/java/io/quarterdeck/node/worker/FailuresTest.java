package io.quarterdeck.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.node.pod.PodPlan.CreateSandbox;
import io.quarterdeck.node.pod.PodPlan.Start;
import io.quarterdeck.node.pod.PodPlan.StopSandbox;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.node.pod.PodSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final PodPlan START = plan(new Start("main", 0, 0));
  private static final String ID =
      "3f1c0e6d5b2a49788f7e6d5c4b3a29180f1e2d3c4b5a69788796a5b4c3d2e1f0";

  private final Failures failures = new Failures();

  @Test
  void aContainerThatCannotBeCreatedIsTriedEveryTenSeconds() {
    Waiting why = new Waiting("CreateContainerError", "no such device");
    assertThat(failures.possible(pod("i"), START, NOW).actions()).isEqualTo(START.actions());
    fail(why, NOW);
    for (int each = 0; each < 3; each++) {
      Instant at = NOW.plusSeconds(each * 10L);
      PodPlan held = failures.possible(pod("i"), START, at.plusSeconds(9));
      assertThat(held.actions()).isEmpty();
      assertThat(held.waiting()).isEqualTo(Map.of("main", why));
      assertThat(failures.soonest(at.plusSeconds(9))).contains(Duration.ofSeconds(1));
      Instant next = at.plusSeconds(10);
      assertThat(failures.possible(pod("i"), START, next).actions()).isEqualTo(START.actions());
      fail(why, next);
    }
  }

  @Test
  void anIdInAMessageIsNoNews() {
    Waiting first =
        new Waiting("RunContainerError", "task " + ID + " of snapshot 17: no such file");
    assertThat(fail(first, NOW)).isEqualTo(Map.of("main", first));
    String other = ID.replace('3', '4');
    assertThat(fail(new Waiting("RunContainerError", first.message().replace(ID, other)), NOW))
        .isEqualTo(Map.of("main", first));
    Waiting different = new Waiting("RunContainerError", "task " + ID + " of snapshot 17: denied");
    assertThat(fail(different, NOW)).isEqualTo(Map.of("main", different));
  }

  @Test
  void aPullIsTriedAfterTwiceTheTimeOfTheOneBefore() {
    List<Long> pauses = new ArrayList<>();
    Instant at = NOW;
    for (int each = 0; each < 7; each++) {
      fail(new Waiting("ErrImagePull", "no such host"), at);
      Duration pause = failures.soonest(at).orElseThrow();
      pauses.add(pause.toSeconds());
      at = at.plus(pause);
    }
    assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
    assertThat(failures.possible(pod("i"), START, at.minusSeconds(1)).waiting())
        .isEqualTo(Map.of("main", new Waiting("ImagePullBackOff", "Back-off pulling image \"i\"")));
    assertThat(failures.possible(pod("another"), START, NOW).actions())
        .as("an image that has been changed is pulled at once")
        .isEqualTo(START.actions());
  }

  @Test
  void successIsTheEndOfIt() {
    fail(new Waiting("CreateContainerError", "no"), NOW);
    var unused = failures.note(pod("i"), START, Map.of(), NOW.plusSeconds(10));
    assertThat(failures.soonest(NOW)).isEmpty();
    assertThat(failures.possible(pod("i"), START, NOW).actions()).isEqualTo(START.actions());
  }

  @Test
  void onlyTheFailureOfASandboxHoldsUpTheNextOne() {
    PodPlan renewal = plan(new StopSandbox("s"), new CreateSandbox(1));
    fail(new Waiting("ErrImagePull", "no such host"), NOW);
    assertThat(failures.possible(pod("i"), renewal, NOW)).isEqualTo(renewal);
    Waiting why = new Waiting("ContainerCreating", "Failed to create pod sandbox: no address");
    var unused = failures.note(pod("i"), renewal, Map.of("main", why), NOW);
    assertThat(failures.possible(pod("i"), renewal, NOW))
        .isEqualTo(new PodPlan(List.of(), Map.of("main", why), Optional.empty()));
  }

  private Map<String, Waiting> fail(Waiting why, Instant at) {
    return failures.note(pod("i"), START, Map.of("main", why), at);
  }

  private static PodPlan plan(PodPlan.Action... actions) {
    return new PodPlan(List.of(actions), Map.of(), Optional.empty());
  }

  private static PodSpec pod(String image) {
    return PodSpec.of(
        ApiObject.parse(
            "{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"%s\"}]}}"
                .formatted(image)
                .getBytes(StandardCharsets.UTF_8)));
  }
}
