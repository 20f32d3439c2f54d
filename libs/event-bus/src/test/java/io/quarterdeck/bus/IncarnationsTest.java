package io.quarterdeck.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.bus.Incarnations.Verdict;
import org.junit.jupiter.api.Test;

class IncarnationsTest {
  private final Incarnations incarnations = new Incarnations();

  @Test
  void theFirstOneIsTheCurrentOne() {
    assertThat(incarnations.judge("a", 5)).isEqualTo(Verdict.CURRENT);
    assertThat(incarnations.judge("a", 3)).isEqualTo(Verdict.CURRENT);
    assertThat(incarnations.judge("", 0)).isEqualTo(Verdict.CURRENT);
  }

  @Test
  void aNewOneIsNewOnce() {
    incarnations.judge("a", 5);
    assertThat(incarnations.judge("b", 1_000)).isEqualTo(Verdict.NEWER);
    assertThat(incarnations.judge("b", 1_001)).isEqualTo(Verdict.CURRENT);
  }

  @Test
  void whatIsLeftOfTheOldOneOnOtherTopicsIsVoid() {
    incarnations.judge("a", 5);
    incarnations.judge("b", 1_000);
    assertThat(incarnations.judge("a", 9)).isEqualTo(Verdict.OLDER);
  }

  @Test
  void oneThatOnlyASlowTopicShowsIsNotTakenForNewer() {
    incarnations.judge("a", 5);
    incarnations.judge("c", 2_000);
    assertThat(incarnations.judge("b", 1_000)).isEqualTo(Verdict.OLDER);
    assertThat(incarnations.judge("b", 1_001)).isEqualTo(Verdict.OLDER);
    assertThat(incarnations.judge("c", 2_001)).isEqualTo(Verdict.CURRENT);
  }
}
