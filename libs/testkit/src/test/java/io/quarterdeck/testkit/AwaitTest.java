package io.quarterdeck.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void asksUntilThereIsAnAnswer() {
    AtomicInteger calls = new AtomicInteger();
    int answer =
        Await.value(
            "third time",
            Duration.ofSeconds(10),
            () -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return calls.get();
            });
    assertThat(answer).isEqualTo(3);
  }

  @Test
  void saysWhatItWaitedForAndWhyItFailed() {
    assertThatThrownBy(
            () ->
                Await.untilAsserted(
                    "two is one", Duration.ofMillis(50), () -> assertThat(2).isEqualTo(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("two is one")
        .hasMessageContaining("expected: 1");
  }
}
