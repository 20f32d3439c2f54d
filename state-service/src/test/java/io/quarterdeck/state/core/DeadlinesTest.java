package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.model.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  @BeforeEach
  void grant() {
    deadlines.granted(new Lease(1, 10), NOW);
    deadlines.granted(new Lease(2, 5), NOW);
  }

  @Test
  void aLeaseEndsAfterItsTime() {
    assertThat(deadlines.expired(NOW.plusMillis(4_999))).isEmpty();
    assertThat(deadlines.expired(NOW.plusSeconds(5))).containsExactly(2L);
    assertThat(deadlines.expired(NOW.plusSeconds(10))).containsExactly(2L, 1L);
  }

  @Test
  void keepingAliveGivesTheWholeTimeAgain() {
    assertThat(deadlines.keepAlive(2, NOW.plusSeconds(4))).contains(new Lease(2, 5));
    assertThat(deadlines.expired(NOW.plusSeconds(8))).isEmpty();
    assertThat(deadlines.remaining(2, NOW.plusSeconds(8))).contains(Duration.ofSeconds(1));
  }

  @Test
  void whatIsOverIsNotKeptAlive() {
    assertThat(deadlines.keepAlive(2, NOW.plusSeconds(5))).isEmpty();
    assertThat(deadlines.expired(NOW.plusSeconds(5))).containsExactly(2L);
    assertThat(deadlines.keepAlive(3, NOW)).isEmpty();
  }

  @Test
  void aNewLeaderBeginsAnew() {
    List<Lease> stored = List.of(new Lease(2, 5), new Lease(3, 1));
    deadlines.restart(stored, Set.of(), NOW.plusSeconds(20));
    assertThat(deadlines.ids()).containsExactly(3L, 2L);
    assertThat(deadlines.remaining(2, NOW.plusSeconds(20))).contains(Duration.ofSeconds(5));
    assertThat(deadlines.remaining(1, NOW.plusSeconds(20))).isEmpty();
  }

  @Test
  void aLeaseThatIsBeingRevokedDoesNotBeginAnew() {
    List<Lease> stored = List.of(new Lease(1, 10), new Lease(2, 5));
    deadlines.restart(stored, Set.of(2L), NOW.plusSeconds(6));
    assertThat(deadlines.keepAlive(2, NOW.plusSeconds(6))).isEmpty();
    assertThat(deadlines.keepAlive(1, NOW.plusSeconds(6))).isPresent();

    deadlines.restart(List.of(), Set.of(2L), NOW.plusSeconds(7));
    assertThat(deadlines.ids()).isEmpty();
  }

  @Test
  void aRevokedLeaseIsForgotten() {
    deadlines.revoked(2);
    assertThat(deadlines.ids()).containsExactly(1L);
  }
}
