package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.KVGrpc.KVBlockingStub;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While Kafka is away writes go on up to a bound, and then do what was configured. */
@ExtendWith(TestStores.class)
class BackPressureTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int SIGKILL = 9;
  private static final int LAG_MAX = 50;
  private static final String BOUND = "quarterdeck.state.publication-lag-max";
  private static final String POLICY = "quarterdeck.state.publication-lag-policy";

  @Test
  void writesAreRefusedBeyondTheBoundUntilPublicationHasCaughtUp(TestStores stores) {
    withoutKafka(
        stores,
        Map.of(BOUND, Integer.toString(LAG_MAX)),
        state -> {
          KVBlockingStub kv = state.kv();
          for (int i = 0; i <= LAG_MAX; i++) {
            put(kv, i);
          }
          assertRefused(kv);
          assertThat(kv.range(Calls.range("/pressed/0").build()).getCount()).isEqualTo(1);
          assertThat(state.get("/q/health/ready")).contains("\"acceptsWrites\": false");
          assertThat(state.get("/q/metrics"))
              .contains("quarterdeck_state_refuses_writes 1.0")
              .contains("quarterdeck_state_publication_lag_revisions 51.0");

          restartAt(state.process(), kv);
          assertRefused(kv);

          stores.restart();
          Await.until("writes are accepted again", TIMEOUT, () -> put(kv, -1) > 0);
          awaitPublished(state.process());
        });
  }

  @Test
  void writesGoOnWhereThatIsConfigured(TestStores stores) {
    withoutKafka(
        stores,
        Map.of(BOUND, Integer.toString(LAG_MAX), POLICY, "go-on"),
        state -> {
          for (int i = 0; i < 2 * LAG_MAX; i++) {
            put(state.kv(), i);
          }
          assertThat(state.get("/q/metrics")).contains("quarterdeck_state_refuses_writes 0.0");
          stores.restart();
        });
  }

  private static void assertRefused(KVBlockingStub kv) {
    assertThatThrownBy(() -> put(kv, -1))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal -> {
              assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
              assertThat(refusal).hasMessageContaining("publication to Kafka");
            });
  }

  /** A process that has just started knows no better than the one before. */
  private static void restartAt(StateProcess state, KVBlockingStub kv) {
    state.role().kill();
    state.role().launch();
    Await.until("reads are answered again", TIMEOUT, () -> answers(kv));
  }

  private static boolean answers(KVBlockingStub kv) {
    try {
      return kv.range(Calls.range("/pressed/0").build()).getCount() == 1;
    } catch (StatusRuntimeException unavailable) {
      return false;
    }
  }

  private record Running(StateProcess process, KVBlockingStub kv) {
    String get(String path) {
      return process.get(path);
    }
  }

  private static void withoutKafka(
      TestStores stores, Map<String, String> settings, Consumer<Running> test) {
    try (StateProcess state = StateProcess.start(stores, settings)) {
      ManagedChannel channel = state.gateway();
      awaitPublished(state);
      Processes.kill(stores.kafka().pid().orElseThrow(), SIGKILL);
      try {
        test.accept(new Running(state, KVGrpc.newBlockingStub(channel)));
      } finally {
        stores.restart();
        channel.shutdownNow();
      }
    }
  }

  private static void awaitPublished(StateProcess state) {
    Await.until(
        "all is published",
        TIMEOUT,
        () -> state.get("/q/metrics").contains("quarterdeck_state_publication_lag_revisions 0.0"));
  }

  private static long put(KVBlockingStub kv, int number) {
    return kv.put(Calls.put("/pressed/" + number, "x").build()).getHeader().getRevision();
  }
}
