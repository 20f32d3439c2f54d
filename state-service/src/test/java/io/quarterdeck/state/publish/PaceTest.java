package io.quarterdeck.state.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long START = Long.MAX_VALUE - 5;
  private static final int BURST = 3;

  private final Pace pace = new Pace(Duration.ofNanos(10), BURST, START);
  private long now = START;

  @Test
  void aFewBeginAtOnceAndTheOthersAfterAnInterval() {
    assertThat(waitUntil(pace.begin(now))).isZero();
    assertThat(waitUntil(pace.begin(now))).isZero();
    assertThat(waitUntil(pace.begin(now))).isEqualTo(10);
    assertThat(waitUntil(pace.begin(now))).isEqualTo(10);
  }

  @Test
  void aPauseLetsAFewBeginAtOnceAgain() {
    for (int i = 0; i < BURST; i++) {
      waitUntil(pace.begin(now));
    }
    now += 10;
    assertThat(waitUntil(pace.begin(now))).as("one interval, one more").isZero();
    assertThat(waitUntil(pace.begin(now))).isEqualTo(10);
    now += 1_000;
    assertThat(waitUntil(pace.begin(now))).isZero();
    assertThat(waitUntil(pace.begin(now))).isZero();
    assertThat(waitUntil(pace.begin(now))).as("no more than the burst").isEqualTo(10);
  }

  @Test
  void whoDoesNotWaitOwesNoMoreThanAnInterval() {
    long due = now;
    for (int i = 0; i < 1_000; i++) {
      due = pace.begin(now);
    }
    assertThat(waitUntil(due)).isEqualTo(10);
  }

  private long waitUntil(long due) {
    long waited = Math.max(due - now, 0);
    now += waited;
    return waited;
  }
}
