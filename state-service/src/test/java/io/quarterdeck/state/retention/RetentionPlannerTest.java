package io.quarterdeck.state.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionPlannerTest {
  private static final Instant NOW = Instant.parse("2030-01-10T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final HistorySpan FIRST = span(1, 100, 20);
  private static final HistorySpan SECOND = span(100, 200, 6);
  private static final HistorySpan THIRD = span(200, 300, 1);
  private static final Bounds ALL_RELEASED = new Bounds(1, 250, 251, 250);

  @Test
  void theHorizonFollowsWhatIsOlderThanTheRetention() {
    RetentionPlan plan = plan(shape(50, mark(150, 8)), ALL_RELEASED);
    assertThat(plan.horizon()).isEqualTo(150);
    assertThat(plan.drop()).containsExactly(FIRST);
    assertThat(plan.waitsFor()).isEmpty();
  }

  @Test
  void aPartitionGoesOnlyOnceItsLastRevisionIsBelowTheHorizon() {
    assertThat(plan(shape(0, mark(98, 8)), ALL_RELEASED).drop()).isEmpty();
    assertThat(plan(shape(0, mark(99, 8)), ALL_RELEASED).drop()).containsExactly(FIRST);
    assertThat(plan(shape(0, mark(199, 8)), ALL_RELEASED).drop()).containsExactly(FIRST, SECOND);
  }

  @Test
  void whatTheApiMayAskForStays() {
    RetentionPlan plan = plan(shape(0, mark(150, 8)), new Bounds(1, 250, 120, 250));
    assertThat(plan.horizon()).isEqualTo(119);
    assertThat(plan.trim()).isEqualTo(119);
    assertThat(plan.waitsFor()).contains("the API's compaction");
  }

  @Test
  void whatIsNotPublishedStays() {
    RetentionPlan plan = plan(shape(0, mark(150, 8)), new Bounds(1, 250, 200, 90));
    assertThat(plan.horizon()).isEqualTo(90);
    assertThat(plan.waitsFor()).contains("publication");
  }

  @Test
  void nothingGoesBack() {
    RetentionPlan plan = plan(shape(140, mark(120, 8)), new Bounds(1, 250, 10, 10));
    assertThat(plan.horizon()).isEqualTo(140);
    assertThat(plan.waitsFor()).isEmpty();
  }

  @Test
  void withoutMarksNothingIsOldEnough() {
    assertThat(plan(shape(0, Optional.empty()), ALL_RELEASED).horizon()).isZero();
  }

  @Test
  void aPartitionThatIsFilledTooSlowlyIsSwept() {
    assertThat(plan(shape(0, mark(50, 8)), ALL_RELEASED).sweep()).contains(FIRST);
    assertThat(plan(shape(0, mark(150, 8)), ALL_RELEASED).sweep()).isEmpty();
  }

  @Test
  void newRevisionsGetAMark() {
    assertThat(plan(shape(0, Optional.empty()), ALL_RELEASED).mark()).contains(new Mark(250, NOW));
    Optional<Mark> known = mark(250, 1);
    assertThat(plan(shape(0, Optional.empty(), known), ALL_RELEASED).mark()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackMakesNothingOlder() {
    Optional<Mark> ahead = Optional.of(new Mark(240, NOW.plusSeconds(3_600)));
    assertThat(plan(shape(0, Optional.empty(), ahead), ALL_RELEASED).mark())
        .contains(new Mark(250, NOW.plusSeconds(3_600)));
  }

  private static RetentionPlan plan(HistoryShape shape, Bounds bounds) {
    return RetentionPlanner.plan(shape, bounds, NOW, WEEK);
  }

  private static HistoryShape shape(long horizon, Optional<Mark> expired) {
    return shape(horizon, expired, expired);
  }

  private static HistoryShape shape(long horizon, Optional<Mark> expired, Optional<Mark> newest) {
    return new HistoryShape(
        horizon, 0, expired, newest, Optional.empty(), List.of(FIRST, SECOND, THIRD));
  }

  private static Optional<Mark> mark(long revision, int daysAgo) {
    return Optional.of(new Mark(revision, NOW.minus(Duration.ofDays(daysAgo))));
  }

  private static HistorySpan span(long from, long to, int daysAgo) {
    return new HistorySpan("history_from_" + from, from, to, NOW.minus(Duration.ofDays(daysAgo)));
  }
}
