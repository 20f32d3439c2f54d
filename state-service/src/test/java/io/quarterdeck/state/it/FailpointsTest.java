package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failpoints strike where they say, and nothing is in the way of the next process. */
@ExtendWith(TestStores.class)
class FailpointsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String SETTING = "quarterdeck.state.failpoint";

  @Test
  void aPausedProcessAnswersOnceItGoesOn(TestStores stores) throws Exception {
    try (StateProcess state = StateProcess.start(stores, Map.of(SETTING, "after-commit:1:pause"))) {
      ManagedChannel channel = state.gateway();
      try {
        var answer = KVGrpc.newFutureStub(channel).put(Calls.put("/paused", "1").build());
        Await.until("the process is frozen", TIMEOUT, state.role()::isFrozen);
        assertThat(answer.isDone()).isFalse();
        state.role().thaw();
        assertThat(answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).getHeader().getRevision())
            .isPositive();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"before-epoch", "after-epoch", "after-load"})
  void whoVanishesWhileTakingOverLeavesTheWayFree(String failpoint, TestStores stores) {
    try (StateProcess vanishing = StateProcess.launch(stores, Map.of(SETTING, failpoint))) {
      assertThat(vanishing.role().awaitEnd(TIMEOUT)).isEqualTo(137);
    }
    try (StateProcess next = StateProcess.start(stores, Map.of())) {
      assertThat(next.role().isAlive()).isTrue();
    }
  }
}
