package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.delete;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseGrpc;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveRequest;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveResponse;
import io.quarterdeck.etcd.rpc.RangeResponse;
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
  private static final String CONFIG_MAPS =
      new Topics(StateProcess.CLUSTER).objects("configmaps", "core");
  private static final String LARGE = "/registry/core/configmaps/default/large";
  private static final String OBJECT =
      "{\"metadata\":{\"name\":\"large\",\"namespace\":\"default\",\"uid\":\"u\"},\"data\":{\"x\":\"%s\"}}"
          .formatted("x".repeat(2 << 20));
  private static final long LASTING = 7_001;
  private static final long PASSING = 7_002;
  private static final long PASSING_S = 3;

  @Test
  void hasLeasesWithTheirFullTimeTheirKeysAndAnObjectOfTwoMebibytes(TestStores stores) {
    with(
        stores,
        channel -> {
          grant(channel, LASTING, 10_000);
          grant(channel, PASSING, PASSING_S);
          KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
          kv.put(put("/leased/lasting", "1").setLease(LASTING).build());
          kv.put(put("/leased/passing", "1").setLease(PASSING).build());
          kv.put(put(LARGE, OBJECT).build());
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
          assertThat(read(channel, LARGE).getKvs(0).getValue().toStringUtf8()).isEqualTo(OBJECT);
          Await.until(
              "a lease expires", TIMEOUT, () -> read(channel, "/leased/passing").getCount() == 0);
          assertThat(read(channel, "/leased/lasting").getCount()).isEqualTo(1);
          Await.untilAsserted(
              "the object is published",
              TIMEOUT,
              () ->
                  assertThat(Topic.read(stores.kafkaClientProperties(), CONFIG_MAPS))
                      .anyMatch(record -> record.serializedValueSize() > OBJECT.length()));
          // Others, who come after, count what there is.
          LeaseGrpc.newBlockingStub(channel)
              .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(LASTING).build());
          KVGrpc.newBlockingStub(channel).deleteRange(delete(LARGE).build());
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

  private static RangeResponse read(ManagedChannel channel, String key) {
    return KVGrpc.newBlockingStub(channel).range(range(key).build());
  }
}
