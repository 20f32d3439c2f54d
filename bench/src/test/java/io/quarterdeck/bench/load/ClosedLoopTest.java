package io.quarterdeck.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void sendsEachNumberOnceAndNoMoreThanAsked() throws InterruptedException {
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    try (ExecutorService server = Executors.newFixedThreadPool(4)) {
      Measurement measured =
          ClosedLoop.run(
              3,
              new Effort(LONG, 50),
              (number, reply) -> {
                numbers.add(number);
                server.execute(reply::done);
              });
      assertThat(measured.count()).isEqualTo(50);
      assertThat(numbers).hasSize(50).contains(0L, 49L);
    }
  }

  @Test
  void hasNoMoreRequestsUnderWayThanClients() throws InterruptedException {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService server = Executors.newFixedThreadPool(8)) {
      Measurement unused =
          ClosedLoop.run(
              3,
              new Effort(LONG, 200),
              (number, reply) -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                server.execute(
                    () -> {
                      underWay.decrementAndGet();
                      reply.done();
                    });
              });
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void endsWithTheFirstFailure() {
    Effort effort = new Effort(LONG, 50);
    assertThatThrownBy(
            () ->
                ClosedLoop.run(
                    1, effort, (number, reply) -> reply.failed(new IllegalStateException("no"))))
        .hasMessageContaining("no");
  }
}
