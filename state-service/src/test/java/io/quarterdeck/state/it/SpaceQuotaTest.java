package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;
import static io.quarterdeck.state.it.Calls.createOnce;
import static io.quarterdeck.state.it.Calls.delete;
import static io.quarterdeck.state.it.Calls.deleteAll;
import static io.quarterdeck.state.it.Calls.op;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.AlarmRequest;
import io.quarterdeck.etcd.rpc.AlarmRequest.AlarmAction;
import io.quarterdeck.etcd.rpc.AlarmType;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.KVGrpc.KVBlockingStub;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database beyond its quota refuses what adds to it until an operator disarms the alarm. */
@ExtendWith(TestStores.class)
class SpaceQuotaTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int VALUE_BYTES = 550_000;
  private static final String NO_SPACE = "etcdserver: mvcc: database space exceeded";
  private static final String QUOTA = "quarterdeck.state.space-quota";

  @Test
  void theAlarmHoldsForTheNextLeaderTooUntilItIsDisarmed(TestStores stores) throws IOException {
    Assumptions.assumeTrue(
        TwoServers.installed("etcdctl"), "etcdctl is not installed (Debian: etcd-client)");
    try (StateProcess state = StateProcess.start(stores, Map.of(QUOTA, "1K"))) {
      fill(state, operator(stores, state));
      Await.until(
          "the alarm is written down",
          TIMEOUT,
          () ->
              Sql.number(stores, stores.postgres().url(), "select count(*) from space_alarm") == 1);
    }
    try (TwoServers servers = TwoServers.start(stores)) {
      getOut(servers.process(), operator(stores, servers.process()));
      servers.compare(SpaceQuotaTest::raiseAndDisarm);
    }
  }

  /** Of values, too, that would waste half a heap which is divided into regions of a mebibyte. */
  @Test
  void aStateThatTakesItsShareOfTheHeapIsRefusedMore(TestStores stores) {
    Assumptions.assumeTrue(
        TwoServers.installed("etcdctl"), "etcdctl is not installed (Debian: etcd-client)");
    String large = "x".repeat(VALUE_BYTES);
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      int added = 0;
      while (adds(state, "/large/" + added, large)) {
        added++;
      }
      assertThat((long) added * VALUE_BYTES).isBetween(115_000_000L, 135_000_000L);
      calls(state, kv -> kv.deleteRange(deleteAll("/large/").build()));
      operator(stores, state).run("alarm", "disarm");
      assertThat(adds(state, "/large/again", large)).isTrue();
    }
  }

  private static boolean adds(StateProcess state, String key, String value) {
    try {
      calls(state, kv -> kv.put(put(key, value).build()));
      return true;
    } catch (StatusRuntimeException e) {
      assertThat(e).hasMessageContaining(NO_SPACE);
      return false;
    }
  }

  private static void fill(StateProcess state, Etcdctl operator) {
    Await.until("it is measured", TIMEOUT, () -> status(state).getDbSize() > 0);
    assertThat(status(state).getErrorsList()).isEmpty();
    assertThat(operator.run("alarm", "list")).isEmpty();
    refuses(state);
    StatusResponse full = status(state);
    assertThat(full.getErrorsList()).singleElement().asString().contains("alarm:NOSPACE");
    assertThat(full.getDbSizeInUse()).isPositive().isLessThanOrEqualTo(full.getDbSize());
    calls(state, kv -> kv.deleteRange(delete("/full").build()));

    operator.run("alarm", "disarm");
    assertThat(operator.run("alarm", "list")).isEmpty();
    refuses(state);
    assertThat(operator.run("alarm", "list")).contains("alarm:NOSPACE");
  }

  private static void getOut(StateProcess state, Etcdctl operator) {
    refuses(state);
    assertThat(operator.run("endpoint", "status", "-w", "table"))
        .contains("NOSPACE")
        .contains("MB");
    assertThat(operator.run("alarm", "disarm")).contains("alarm:NOSPACE");
    calls(state, kv -> kv.put(put("/full", "1").build()));
    assertThat(operator.run("endpoint", "status", "-w", "table")).doesNotContain("NOSPACE");
  }

  private static void raiseAndDisarm(Transcript it) {
    it.call("before", kv -> kv.put(put("/q/a", "1").build()));
    it.lease("lease", leases -> leases.leaseGrant(grant(4711)));
    it.maintain("none", maintenance -> maintenance.alarm(alarm(AlarmAction.GET, 0)));
    it.maintain("raise", maintenance -> maintenance.alarm(alarm(AlarmAction.ACTIVATE, 7)));
    it.maintain("again", maintenance -> maintenance.alarm(alarm(AlarmAction.ACTIVATE, 7)));
    it.maintain("list", maintenance -> maintenance.alarm(AlarmRequest.getDefaultInstance()));
    it.errors();
    it.call("put", kv -> kv.put(put("/q/b", "1").build()));
    it.call("get", kv -> kv.range(all("/q/").build()));
    it.call("may put", kv -> kv.txn(createOnce("/q/a", "2")));
    it.call("reads", kv -> kv.txn(TxnRequest.newBuilder().addSuccess(op(range("/q/a"))).build()));
    it.call(
        "deletes", kv -> kv.txn(TxnRequest.newBuilder().addSuccess(op(delete("/q/a"))).build()));
    it.call("delete", kv -> kv.deleteRange(delete("/q/a").build()));
    it.lease("grant", leases -> leases.leaseGrant(grant(4712)));
    it.lease(
        "revoke",
        leases -> leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(4711).build()));
    it.call(
        "compact",
        kv -> kv.compact(CompactionRequest.newBuilder().setRevision(it.revision(1)).build()));
    it.maintain("other", maintenance -> maintenance.alarm(alarm(AlarmAction.DEACTIVATE, 1)));
    it.maintain("disarm", maintenance -> maintenance.alarm(alarm(AlarmAction.DEACTIVATE, 7)));
    it.maintain("gone", maintenance -> maintenance.alarm(alarm(AlarmAction.DEACTIVATE, 7)));
    it.call("after", kv -> kv.put(put("/q/c", "1").build()));
  }

  private static AlarmRequest alarm(AlarmAction action, long member) {
    return AlarmRequest.newBuilder()
        .setAction(action)
        .setMemberID(member)
        .setAlarm(AlarmType.NOSPACE)
        .build();
  }

  private static LeaseGrantRequest grant(long id) {
    return LeaseGrantRequest.newBuilder().setID(id).setTTL(600).build();
  }

  private static void refuses(StateProcess state) {
    assertThatThrownBy(() -> calls(state, kv -> kv.put(put("/full", "1").build())))
        .hasMessageContaining(NO_SPACE);
  }

  private static StatusResponse status(StateProcess state) {
    ManagedChannel channel = state.gateway();
    try {
      return MaintenanceGrpc.newBlockingStub(channel).status(StatusRequest.getDefaultInstance());
    } finally {
      channel.shutdownNow();
    }
  }

  private static void calls(StateProcess state, Consumer<KVBlockingStub> calls) {
    ManagedChannel channel = state.gateway();
    try {
      calls.accept(KVGrpc.newBlockingStub(channel));
    } finally {
      channel.shutdownNow();
    }
  }

  private static Etcdctl operator(TestStores stores, StateProcess state) {
    return new Etcdctl(state.port(), stores.identity("operator", "quarterdeck:operator"));
  }
}
