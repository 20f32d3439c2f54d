package io.quarterdeck.state.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumptionTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");
  private static final Instant AS_STORED = Instant.parse("2026-01-01T12:00:00.123457Z");
  private static final Resumption.Database DATABASE =
      new Resumption.Database("b", 1_000, 1_500, 1_100);

  @Test
  void goesOnAfterTheCursor() {
    assertThat(of(Cursor.at("b", 1_200, Optional.empty()))).isEqualTo(new Resumption.GoOn(1_200));
    assertThat(of(Cursor.at("b", 1_500, Optional.of(NOON)), AS_STORED))
        .isEqualTo(new Resumption.GoOn(1_500));
  }

  @Test
  void fillsTopicsThatAreEmptyHalfFilledOrOfAnEarlierIncarnation() {
    assertThat(Resumption.of(Optional.empty(), DATABASE, Optional.empty()))
        .isEqualTo(new Resumption.Refill());
    assertThat(of(Cursor.refilling("b", 1_200))).isEqualTo(new Resumption.Refill());
    assertThat(of(Cursor.at("a", 999, Optional.empty()))).isEqualTo(new Resumption.Refill());
    assertThat(of(Cursor.refilling("a", 999))).isEqualTo(new Resumption.Refill());
  }

  @Test
  void fillsTopicsThatAreOlderThanWhatHistoryTells() {
    assertThat(of(Cursor.at("b", 1_099, Optional.empty()))).isEqualTo(new Resumption.Refill());
    assertThat(of(Cursor.at("b", 1_100, Optional.empty()))).isEqualTo(new Resumption.GoOn(1_100));
  }

  @Test
  void beginsAnewWhenTheTopicsKnowMoreThanTheDatabase() {
    assertThat(of(Cursor.at("b", 1_501, Optional.empty()))).isEqualTo(new Resumption.Renew(1_501));
    assertThat(of(Cursor.at("c", 3_000, Optional.empty()))).isEqualTo(new Resumption.Renew(3_000));
    assertThat(of(Cursor.refilling("c", 3_000))).isEqualTo(new Resumption.Renew(3_000));
  }

  @Test
  void beginsAnewWhenTheSameRevisionWasCommittedAtAnotherTime() {
    assertThat(of(Cursor.at("b", 1_200, Optional.of(NOON)), NOON.plusSeconds(60)))
        .isEqualTo(new Resumption.Renew(1_200));
  }

  private static Resumption of(Cursor cursor) {
    return Resumption.of(Optional.of(cursor), DATABASE, Optional.empty());
  }

  private static Resumption of(Cursor cursor, Instant committed) {
    return Resumption.of(Optional.of(cursor), DATABASE, Optional.of(committed));
  }
}
