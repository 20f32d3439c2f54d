package io.quarterdeck.role.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.Cause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final ObjectKey KEY = new ObjectKey("default", "web");
  private final WorkQueue queue = new WorkQueue(Backoff.DEFAULT);
  private final AtomicInteger acknowledged = new AtomicInteger();

  @Test
  void coalescesAKeyAndItsCauses() {
    queue.add(KEY, new Cause(3), delivery(), 0);
    queue.add(KEY, new Cause(2), delivery(), 0);
    WorkQueue.Item item = queue.poll(0).orElseThrow();
    assertThat(item.cause()).isEqualTo(new Cause(3));
    assertThat(queue.poll(0)).isEmpty();
    queue.done(item);
    assertThat(acknowledged).hasValue(2);
  }

  @Test
  void neverHandsOutAKeyTwiceAtOnceButAgainAfterwards() {
    queue.add(KEY, Cause.NONE, null, 0);
    WorkQueue.Item first = queue.poll(0).orElseThrow();
    queue.add(KEY, new Cause(9), delivery(), 1);
    assertThat(queue.poll(1)).isEmpty();
    queue.done(first);
    assertThat(acknowledged).hasValue(0);
    assertThat(queue.poll(2).orElseThrow().cause()).isEqualTo(new Cause(9));
  }

  @Test
  void parksAKeyThatKeepsFailingAndStillRetriesIt() {
    queue.add(KEY, new Cause(4), delivery(), 0);
    long now = 0;
    for (int failure = 1; failure <= 5; failure++) {
      now = queue.nextDue().orElseThrow();
      queue.failed(queue.poll(now).orElseThrow(), now);
      assertThat(queue.poll(now)).isEmpty();
      assertThat(queue.nextDue().orElseThrow() - now)
          .isEqualTo(Duration.ofMillis(5L << (failure - 1)).toNanos());
    }
    assertThat(acknowledged).hasValue(1);
    assertThat(queue.parked()).isOne();
    now = queue.nextDue().orElseThrow();
    WorkQueue.Item item = queue.poll(now).orElseThrow();
    assertThat(item.cause()).isEqualTo(new Cause(4));
    queue.done(item);
    assertThat(queue.parked()).isZero();
    assertThat(queue.nextDue()).isEmpty();
  }

  @Test
  void onlyKeysThatAreDueMakeItDeep() {
    assertThat(queue.add(KEY, Cause.NONE, null, 10)).isTrue();
    assertThat(queue.add(KEY, Cause.NONE, null, 11)).isFalse();
    assertThat(queue.addAfter(new ObjectKey("default", "later"), Duration.ofNanos(5), 10)).isTrue();
    assertThat(queue.depth(10)).isOne();
    assertThat(queue.depth(15)).isEqualTo(2);
    assertThat(queue.poll(17).orElseThrow().waited()).isEqualTo(Duration.ofNanos(7));
  }

  @Test
  void forgetsWhatWasUnderWayWhenCleared() {
    queue.add(KEY, Cause.NONE, delivery(), 0);
    WorkQueue.Item stale = queue.poll(0).orElseThrow();
    queue.clear();
    queue.add(KEY, new Cause(5), null, 1);
    queue.done(stale);
    assertThat(acknowledged).hasValue(0);
    assertThat(queue.poll(1).orElseThrow().cause()).isEqualTo(new Cause(5));
  }

  @Test
  void backsOffUpToTheLimit() {
    assertThat(Backoff.DEFAULT.after(1)).isEqualTo(Duration.ofMillis(5));
    assertThat(Backoff.DEFAULT.after(18)).isEqualTo(Duration.ofMillis(5L << 17));
    assertThat(Backoff.DEFAULT.after(19)).isEqualTo(Duration.ofSeconds(1000));
    assertThat(Backoff.DEFAULT.after(1_000)).isEqualTo(Duration.ofSeconds(1000));
  }

  private Delivery delivery() {
    return new Delivery(1, acknowledged::incrementAndGet);
  }
}
