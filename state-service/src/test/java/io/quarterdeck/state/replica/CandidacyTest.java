package io.quarterdeck.state.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CandidacyTest {
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final Duration GRACE = Duration.ofMillis(400);
  private static final Instant START = Instant.EPOCH;

  private final Candidacy candidacy = new Candidacy(PATIENCE, GRACE);

  @Test
  void takesWhatWasGivenUp() {
    assertThat(candidacy.mayTake(new Sighting(7, "", "", 0, false), START)).isTrue();
  }

  @Test
  void waitsForALeaderThatIsSilentButConnected() {
    assertThat(firstTaken(leader(1, true), 100)).isEqualTo(1500);
  }

  @Test
  void waitsLessForALeaderWhoseSessionEnded() {
    assertThat(firstTaken(leader(1, false), 100)).isEqualTo(400);
  }

  @Test
  void leavesALeaderThatLivesAlone() {
    for (int at = 0; at < 10_000; at += 100) {
      assertThat(candidacy.mayTake(leader(at / 300, true), START.plusMillis(at))).isFalse();
    }
    assertThat(candidacy.sawLife()).isTrue();
  }

  @Test
  void givesANewLeaderItsOwnTime() {
    assertThat(firstTaken(leader(1, true), 100)).isEqualTo(1500);
    Sighting next = new Sighting(8, "another", "", 1, true);
    assertThat(candidacy.mayTake(next, START.plusMillis(1600))).isFalse();
    assertThat(candidacy.mayTake(next, START.plusMillis(1700))).isFalse();
    assertThat(candidacy.sawLife()).isFalse();
  }

  @Test
  void countsNoSilenceWhileItDidNotLook() {
    assertThat(candidacy.mayTake(leader(1, true), START)).isFalse();
    assertThat(candidacy.mayTake(leader(1, true), START.plusSeconds(60))).isFalse();
  }

  @Test
  void hasSeenNoLifeInOneSignThatMayBeOld() {
    assertThat(firstTaken(leader(1, true), 100)).isEqualTo(1500);
    assertThat(candidacy.sawLife()).isFalse();
  }

  /** After how many milliseconds of the same sight it may lead. */
  private long firstTaken(Sighting same, long stepMs) {
    long at = 0;
    while (!candidacy.mayTake(same, START.plusMillis(at))) {
      at += stepMs;
    }
    return at;
  }

  private static Sighting leader(long beat, boolean connected) {
    return new Sighting(7, "leader", "127.0.0.1:1", beat, connected);
  }
}
