package io.quarterdeck.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.flow.LevelLimits.Seats;
import io.quarterdeck.gateway.flow.PriorityLevel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PriorityLevelTest {
  private static final LevelLimits QUEUING = new LevelLimits(false, Seats.fixed(1), 8, 2, 3);

  private final AtomicLong now = new AtomicLong();

  @Test
  void refusesWhatFindsNoSeatWhereNobodyWaits() {
    PriorityLevel level =
        new PriorityLevel(new LevelLimits(false, Seats.fixed(2), 0, 0, 0), now::get);

    assertThat(level.enter(1)).isCompletedWithValue(Optional.empty());
    assertThat(level.enter(1)).isCompletedWithValue(Optional.empty());
    assertThat(level.enter(2)).isCompletedWithValue(Optional.of(Refusal.CONCURRENCY_LIMIT));
    level.leave();
    assertThat(level.enter(2)).isCompletedWithValue(Optional.empty());
  }

  @Test
  void letsInInTurn() {
    PriorityLevel level = new PriorityLevel(QUEUING, now::get);
    assertThat(level.enter(1)).isCompleted();
    CompletableFuture<Optional<Refusal>> next = level.enter(1);
    CompletableFuture<Optional<Refusal>> after = level.enter(1);
    assertThat(next).isNotDone();

    level.leave();
    level.leave();

    assertThat(next).isCompletedWithValue(Optional.empty());
    assertThat(after).isCompletedWithValue(Optional.empty());
    assertThat(level.taken()).isEqualTo(1);
    assertThat(level.waiting()).isZero();
  }

  /** Whoever floods fills its own queues, is refused, and does not keep others waiting. */
  @Test
  void aFlowThatAsksForMuchDoesNotCrowdOutTheOthers() {
    PriorityLevel level = new PriorityLevel(QUEUING, now::get);
    assertThat(level.enter(1)).isCompleted();
    List<CompletableFuture<Optional<Refusal>>> flood = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      flood.add(level.enter(1));
    }
    long waiting = flood.stream().filter(each -> !each.isDone()).count();
    CompletableFuture<Optional<Refusal>> other = level.enter(3);

    assertThat(waiting).isEqualTo(QUEUING.hand() * (long) QUEUING.queueLength());
    assertThat(flood.getLast()).isCompletedWithValue(Optional.of(Refusal.QUEUE_FULL));
    int turns = 0;
    while (!other.isDone()) {
      level.leave();
      turns++;
    }
    assertThat(other).isCompletedWithValue(Optional.empty());
    assertThat(turns).isLessThanOrEqualTo(QUEUING.hand() + 1);
  }

  @Test
  void whoGivesUpWaitsNoMore() {
    PriorityLevel level = new PriorityLevel(QUEUING, now::get);
    assertThat(level.enter(1)).isCompleted();
    CompletableFuture<Optional<Refusal>> gone = level.enter(1);
    CompletableFuture<Optional<Refusal>> next = level.enter(1);

    level.giveUp(gone, Refusal.TIME_OUT);
    level.leave();

    assertThat(gone).isCompletedWithValue(Optional.of(Refusal.TIME_OUT));
    assertThat(next).isCompletedWithValue(Optional.empty());
    level.giveUp(next, Refusal.TIME_OUT);
    assertThat(level.taken()).isEqualTo(1);
  }

  @Test
  void takesOverOtherLimitsWithThoseWhoWait() {
    PriorityLevel level = new PriorityLevel(QUEUING, now::get);
    List<CompletableFuture<Optional<Refusal>>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(level.enter(i));
    }

    level.change(new LevelLimits(false, Seats.fixed(3), 2, 1, 10));
    assertThat(all.stream().filter(CompletableFuture::isDone)).hasSize(3);
    assertThat(level.waiting()).isEqualTo(2);

    level.change(new LevelLimits(true, Seats.fixed(0), 0, 0, 0));
    assertThat(all).allMatch(CompletableFuture::isDone);
    all.forEach(each -> level.leave());
    assertThat(level.taken()).isZero();
  }

  @Test
  void seatsThatAreLentLetInWhoWaits() {
    PriorityLevel level = new PriorityLevel(QUEUING, now::get);
    List<CompletableFuture<Optional<Refusal>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(level.enter(i));
    }

    level.lend(3);
    assertThat(all.stream().filter(CompletableFuture::isDone)).hasSize(3);

    level.lend(1);
    level.leave();
    level.leave();
    assertThat(level.waiting()).isEqualTo(1);
    level.leave();
    assertThat(all).allMatch(CompletableFuture::isDone);
  }

  @Test
  void countsAsWantedWhatIsTakenAndWhatIsWaitedFor() {
    PriorityLevel level = new PriorityLevel(QUEUING, now::get);
    assertThat(level.enter(1)).isCompleted();
    CompletableFuture<Optional<Refusal>> next = level.enter(1);
    CompletableFuture<Optional<Refusal>> gone = level.enter(1);
    now.addAndGet(10);
    level.giveUp(gone, Refusal.CANCELLED);
    level.leave();
    assertThat(next).isCompleted();
    level.leave();
    now.addAndGet(10);

    SeatDemand.Period period = level.period();

    assertThat(period.highest()).isEqualTo(3);
    assertThat(period.average()).isEqualTo(1.5);
    assertThat(period.deviation()).isEqualTo(1.5);
    assertThat(level.period().highest()).isZero();
  }
}
