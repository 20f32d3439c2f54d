package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;
import static io.quarterdeck.state.it.Calls.delete;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.range;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.rpc.ClusterGrpc;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.MemberListRequest;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one database: one leads, and what a deposed one still does is void. */
@ExtendWith(TestStores.class)
class ReplicasTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration FAILOVER_MAX = Duration.ofSeconds(10);
  private static final int EXIT_FENCED = 3;
  private static final Topics TOPICS = new Topics(StateProcess.CLUSTER);

  @Test
  void aStandbyTakesOverFromALeaderThatWasKilled(TestStores stores) throws Exception {
    try (StateProcess leader = StateProcess.start(stores, Map.of());
        StateProcess next = StateProcess.launch(stores, Map.of());
        StateProcess other = StateProcess.launch(stores, Map.of())) {
      next.role().awaitReady(TIMEOUT);
      other.role().awaitReady(TIMEOUT);
      ManagedChannel channel = next.gateway();
      ManagedChannel third = other.gateway();
      try (WatchedKeys watched = WatchedKeys.from(third, "/failover/")) {
        KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
        kv.put(put("/failover/0", "before").build());
        leader.role().kill();
        Duration taken = firstWrite(kv, "/failover/1");
        System.err.println("killed: the next write succeeded after " + taken);
        assertThat(taken).isLessThan(FAILOVER_MAX);
        for (int i = 2; i < 20; i++) {
          firstWrite(kv, "/failover/" + i);
        }
        watched.awaitEachOnce(kv.range(all("/failover/").build()).getKvsList());
      } finally {
        channel.shutdownNow();
        third.shutdownNow();
      }
    }
  }

  @Test
  void aStandbySpeaksForTheLeader(TestStores stores) throws Exception {
    try (StateProcess leader = StateProcess.start(stores, Map.of());
        StateProcess standby = StateProcess.start(stores, Map.of())) {
      ManagedChannel toLeader = leader.gateway();
      ManagedChannel toStandby = standby.gateway();
      ManagedChannel operator = standby.channel("quarterdeck:operator");
      ManagedChannel stranger = standby.channel("somebody");
      try {
        KVGrpc.KVBlockingStub forwarding = KVGrpc.newBlockingStub(toStandby);
        forwarding.put(put("/registry/core/forwarded", "1").build());
        assertThat(value(toLeader, "/registry/core/forwarded")).isEqualTo("1");
        assertThat(value(operator, "/registry/core/forwarded")).isEqualTo("1");
        assertRefused(operator, "/registry/core/forwarded");
        assertRefused(stranger, "/elsewhere");
        forwarding.deleteRange(delete("/registry/core/forwarded").build());
        StatusResponse self = status(toStandby);
        assertThat(self.getLeader()).isEqualTo(status(toLeader).getHeader().getMemberId());
        assertThat(self.getHeader().getMemberId()).isNotEqualTo(self.getLeader());
        assertThat(
                ClusterGrpc.newBlockingStub(toStandby)
                    .memberList(MemberListRequest.getDefaultInstance())
                    .getMembersList()
                    .stream()
                    .map(member -> member.getClientURLs(0)))
            .contains("https://127.0.0.1:" + leader.port(), "https://127.0.0.1:" + standby.port());
      } finally {
        List.of(toLeader, toStandby, operator, stranger).forEach(ManagedChannel::shutdownNow);
      }
    }
  }

  @Test
  void aLeaderThatStopsHandsOverAtOnce(TestStores stores) {
    try (StateProcess leader = StateProcess.start(stores, Map.of());
        StateProcess next = StateProcess.start(stores, Map.of())) {
      ManagedChannel channel = next.gateway();
      try {
        KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
        kv.put(put("/orderly", "before").build());
        leader.role().close();
        Duration taken = firstWrite(kv, "/orderly");
        System.err.println("stopped: the next write succeeded after " + taken);
        assertThat(taken).isLessThan(FAILOVER_MAX);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** Each of them waits behind the one that pauses at the step before, and pauses itself then. */
  @Test
  void whatAPausedLeaderDoesLaterIsVoid(TestStores stores, @TempDir Path folder) throws Exception {
    StateProcess leader = StateProcess.start(stores, pausingAt(WriteSteps.ALL.getFirst(), folder));
    try {
      for (int i = 0; i < WriteSteps.ALL.size(); i++) {
        StateProcess next =
            StateProcess.start(
                stores,
                i + 1 < WriteSteps.ALL.size()
                    ? pausingAt(WriteSteps.ALL.get(i + 1), folder)
                    : Map.of());
        try (StateProcess old = leader) {
          leader = next;
          Files.createFile(armed(WriteSteps.ALL.get(i), folder));
          pauseAndReplace(WriteSteps.ALL.get(i).text(), stores, old, next);
        }
      }
    } finally {
      leader.close();
    }
  }

  /**
   * Pauses once it is armed. Counting visits from its start would not do: a new leader has others'
   * leftovers to publish, in one transaction with its first write or before it.
   */
  private static Map<String, String> pausingAt(Step step, Path folder) {
    return Map.of(
        "quarterdeck.state.failpoint",
        step.text() + ":1:pause",
        "quarterdeck.state.failpoint-armed-by",
        armed(step, folder).toString());
  }

  private static Path armed(Step step, Path folder) {
    return folder.resolve(step.text());
  }

  private static void pauseAndReplace(
      String step, TestStores stores, StateProcess old, StateProcess next) {
    String key = "/registry/core/configmaps/default/" + step;
    ManagedChannel toOld = old.gateway();
    ManagedChannel toNext = next.gateway();
    try {
      var read = KVGrpc.newFutureStub(toOld).range(range(key).build());
      var written = KVGrpc.newFutureStub(toOld).put(put(key, object("old")).build());
      var again = KVGrpc.newFutureStub(toOld).put(put(key, object("again")).build());
      Await.until("the leader is frozen at " + step, TIMEOUT, old.role()::isFrozen);
      Duration taken = firstWrite(KVGrpc.newBlockingStub(toNext), key, object("new"));
      System.err.println(step + ": the next write succeeded after " + taken);
      assertThat(taken).isLessThan(FAILOVER_MAX);
      var late = KVGrpc.newFutureStub(toOld).range(range(key).build());
      var lateWrite = KVGrpc.newFutureStub(toOld).put(put(key, object("late")).build());
      old.role().thaw();
      assertThat(old.role().awaitEnd(TIMEOUT)).isEqualTo(EXIT_FENCED);
      // What was asked before it was deposed may have been answered; what was asked later may not.
      List.of(read, written, again)
          .forEach(call -> Await.until("a call has ended", TIMEOUT, call::isDone));
      assertThat(late).failsWithin(TIMEOUT);
      assertThat(lateWrite).failsWithin(TIMEOUT);
      assertThat(value(toNext, key)).isEqualTo(object("new"));
      Await.untilAsserted(
          "the topic tells what the database holds",
          TIMEOUT,
          () -> assertThat(published(stores, key)).isEqualTo(committed(stores, key)));
    } finally {
      toOld.shutdownNow();
      toNext.shutdownNow();
    }
  }

  /** The revisions of a key on the stream of changes, in order, each as often as it is there. */
  private static List<Long> published(TestStores stores, String key) {
    String name = key.substring("/registry/".length());
    return Topic.read(stores.kafkaClientProperties(), TOPICS.changes()).stream()
        .filter(record -> record.key().equals(name))
        .map(record -> Long.valueOf(Topic.header(record, EventHeaders.REVISION)))
        .toList();
  }

  private static List<Long> committed(TestStores stores, String key) throws SQLException {
    PostgresServer postgres = stores.postgres();
    List<Long> revisions = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:" + postgres.url(), postgres.username(), postgres.password());
        PreparedStatement statement =
            connection.prepareStatement(
                "select revision from history where key = ? order by revision, sub")) {
      statement.setBytes(1, key.getBytes(UTF_8));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          revisions.add(rows.getLong(1));
        }
      }
    }
    return revisions;
  }

  private static void assertRefused(ManagedChannel channel, String key) {
    assertThatThrownBy(() -> KVGrpc.newBlockingStub(channel).put(put(key, "2").build()))
        .hasMessage("PERMISSION_DENIED: etcdserver: permission denied");
  }

  private static Duration firstWrite(KVGrpc.KVBlockingStub kv, String key) {
    return firstWrite(kv, key, "after");
  }

  /** How long it took until a write was answered. */
  private static Duration firstWrite(KVGrpc.KVBlockingStub kv, String key, String value) {
    long begin = System.nanoTime();
    Await.until("a write succeeds", TIMEOUT, () -> isWritten(kv, key, value));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static boolean isWritten(KVGrpc.KVBlockingStub kv, String key, String value) {
    try {
      kv.withDeadlineAfter(5, TimeUnit.SECONDS).put(put(key, value).build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static String value(ManagedChannel channel, String key) {
    return KVGrpc.newBlockingStub(channel)
        .withDeadlineAfter(TIMEOUT)
        .range(range(key).build())
        .getKvs(0)
        .getValue()
        .toStringUtf8();
  }

  private static StatusResponse status(ManagedChannel channel) {
    return MaintenanceGrpc.newBlockingStub(channel).status(StatusRequest.getDefaultInstance());
  }

  private static String object(String value) {
    return "{\"metadata\":{\"name\":\"x\",\"namespace\":\"default\",\"uid\":\"x\"},\"data\":\"%s\"}"
        .formatted(value);
  }
}
