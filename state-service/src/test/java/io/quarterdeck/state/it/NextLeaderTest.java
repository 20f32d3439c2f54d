package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseGrpc;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveRequest;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveResponse;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one process was told is there in the next one, whatever became of the first. */
@ExtendWith(TestStores.class)
class NextLeaderTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Topics TOPICS = new Topics(StateProcess.CLUSTER);
  private static final int VALUE_BYTES = 2 << 20;
  private static final long LASTING = 7_001;
  private static final long PASSING = 7_002;
  private static final long PASSING_S = 3;

  @Test
  void hasLeasesWithTheirFullTimeAndTheirKeys(TestStores stores) {
    with(
        stores,
        channel -> {
          grant(channel, LASTING, 10_000);
          grant(channel, PASSING, PASSING_S);
          KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
          kv.put(put("/leased/lasting", "1").setLease(LASTING).build());
          kv.put(put("/leased/passing", "1").setLease(PASSING).build());
        });
    with(
        stores,
        channel -> {
          assertThat(timeToLive(channel, LASTING))
              .returns(10_000L, LeaseTimeToLiveResponse::getGrantedTTL)
              .satisfies(lease -> assertThat(lease.getTTL()).isGreaterThan(9_900))
              .satisfies(
                  lease ->
                      assertThat(lease.getKeysList())
                          .containsExactly(Calls.utf8("/leased/lasting")));
          Await.until(
              "the other one expires", TIMEOUT, () -> count(channel, "/leased/passing") == 0);
          assertThat(count(channel, "/leased/lasting")).isEqualTo(1);
        });
  }

  @Test
  void hasAnObjectOfTwoMebibytesAndSoDoItsTopics(TestStores stores) {
    String key = "/registry/core/configmaps/default/large";
    String object =
        "{\"metadata\":{\"name\":\"large\",\"namespace\":\"default\",\"uid\":\"u\"},\"data\":{\"x\":\"%s\"}}"
            .formatted("x".repeat(VALUE_BYTES));
    with(stores, channel -> KVGrpc.newBlockingStub(channel).put(put(key, object).build()));
    with(
        stores,
        channel -> {
          assertThat(
                  KVGrpc.newBlockingStub(channel)
                      .range(range(key).build())
                      .getKvs(0)
                      .getValue()
                      .toStringUtf8())
              .isEqualTo(object);
          Await.untilAsserted(
              "it is published",
              TIMEOUT,
              () ->
                  assertThat(
                          Topic.read(
                              stores.kafkaClientProperties(), TOPICS.objects("configmaps", "core")))
                      .anyMatch(record -> record.serializedValueSize() > VALUE_BYTES));
        });
  }

  /** A process for each part; the one before is gone without having been asked to. */
  private static void with(TestStores stores, Consumer<ManagedChannel> part) {
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      ManagedChannel channel = state.gateway();
      try {
        part.accept(channel);
        state.role().kill();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static void grant(ManagedChannel channel, long id, long seconds) {
    var unused =
        LeaseGrpc.newBlockingStub(channel)
            .leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(seconds).build());
  }

  private static LeaseTimeToLiveResponse timeToLive(ManagedChannel channel, long id) {
    return LeaseGrpc.newBlockingStub(channel)
        .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(true).build());
  }

  private static long count(ManagedChannel channel, String key) {
    return KVGrpc.newBlockingStub(channel).range(range(key).build()).getCount();
  }
}
