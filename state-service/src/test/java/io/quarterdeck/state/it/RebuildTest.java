package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever happened, the topics alone tell the state. */
@ExtendWith(TestStores.class)
class RebuildTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void aConsumerRebuildsTheStateFromTheTopicsAlone(TestStores stores) throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.err.println("seed " + seed);
    Cluster cluster = new Cluster(seed);
    for (String failpoint :
        new String[] {"after-send-before-kafka-commit:20", "after-kafka-commit:20"}) {
      try (StateProcess crashing =
          StateProcess.start(stores, Map.of("quarterdeck.state.failpoint", failpoint))) {
        assertThat(cluster.change(crashing, 5_000)).isFalse();
        assertThat(crashing.role().awaitEnd(TIMEOUT)).isEqualTo(137);
      }
    }
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      assertThat(cluster.change(state, 100)).isTrue();
      try (Mirror mirror = Mirror.of(stores)) {
        Await.untilAsserted(
            "the topics tell what the store holds",
            TIMEOUT,
            () -> assertThat(mirror.objects()).isEqualTo(Cluster.stored(state)));
      }
    }
  }
}
