package io.quarterdeck.state.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.model.Resources;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever step the process vanishes at while clients write, what it had answered is there, nothing
 * is there in half, and the topics tell the same.
 */
@ExtendWith(TestStores.class)
class CrashTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics(StateProcess.CLUSTER);
  private static final String PREFIX = "/registry/core/configmaps/crash/";
  private static final String SUBJECTS = "core/configmaps/crash/";

  /** So many answers show that all clients are in the middle of it. */
  private static final int LOAD = 50;

  /** Each process finds what the one before it left, and vanishes at the next step itself. */
  @Test
  void keepsAndPublishesWhatWasCommittedBeforeACrash(TestStores stores, @TempDir Path folder)
      throws Exception {
    Map<String, Set<String>> mayHold = new HashMap<>();
    for (Step step : WriteSteps.ALL) {
      try (StateProcess crashing = StateProcess.start(stores, vanishingAt(step, folder))) {
        assertNothingIsLost(stores, crashing, mayHold);
        mayHold.putAll(writeUntilItEnds(crashing, step, folder));
        assertThat(crashing.role().awaitEnd(TIMEOUT)).as(step.text()).isEqualTo(137);
      }
    }
    try (StateProcess last = StateProcess.start(stores, Map.of())) {
      assertNothingIsLost(stores, last, mayHold);
    }
  }

  /** Not before it is armed: what others have left is not what it is to vanish at. */
  private static Map<String, String> vanishingAt(Step step, Path folder) {
    return Map.of(
        "quarterdeck.state.failpoint",
        step.text() + ":3",
        "quarterdeck.state.failpoint-armed-by",
        folder.resolve(step.text()).toString());
  }

  private static Map<String, Set<String>> writeUntilItEnds(
      StateProcess state, Step step, Path folder) throws Exception {
    try (CrashClients clients = CrashClients.start(state.gateway(), PREFIX, step.text())) {
      Await.until("clients are at it", TIMEOUT, () -> clients.answered() > LOAD);
      Files.createFile(folder.resolve(step.text()));
      return clients.mayHold();
    }
  }

  /** Every write that was answered is there, and no transaction is there in half. */
  private static void assertNothingIsLost(
      TestStores stores, StateProcess restarted, Map<String, Set<String>> mayHold) {
    Map<String, String> stored = stored(restarted);
    mayHold.forEach(
        (pair, possible) ->
            assertThat(held(stored, CrashClients.first(pair)))
                .as(pair)
                .isIn(possible)
                .isEqualTo(held(stored, CrashClients.second(pair))));
    Await.untilAsserted(
        "the topics tell what the database holds",
        TIMEOUT,
        () -> {
          assertThat(changes(stores)).isEqualTo(history(stores));
          assertThat(head(stores)).isEqualTo(stored);
        });
  }

  private static String held(Map<String, String> stored, String name) {
    return Optional.ofNullable(stored.get(name))
        .map(CrashClients::data)
        .orElse(CrashClients.NOTHING);
  }

  private static Map<String, String> stored(StateProcess state) {
    ManagedChannel channel = state.channel("quarterdeck:operator");
    try {
      Map<String, String> stored = new LinkedHashMap<>();
      KVGrpc.newBlockingStub(channel)
          .range(
              RangeRequest.newBuilder()
                  .setKey(ByteString.copyFromUtf8(PREFIX))
                  .setRangeEnd(ByteString.copyFromUtf8("/registry/core/configmaps/crash0"))
                  .build())
          .getKvsList()
          .forEach(
              kv ->
                  stored.put(
                      kv.getKey().toStringUtf8().substring(PREFIX.length()),
                      kv.getValue().toStringUtf8()));
      return stored;
    } finally {
      channel.shutdownNow();
    }
  }

  /** Object topic, read as a list: the newest value of each key, without its resourceVersion. */
  private static Map<String, String> head(TestStores stores) {
    Map<String, String> head = new TreeMap<>();
    String topic = TOPICS.objects(Resources.CONFIG_MAPS);
    for (var record : Topic.read(stores.kafkaClientProperties(), topic)) {
      if (!record.key().startsWith("crash/")) {
        continue;
      }
      String name = record.key().substring("crash/".length());
      if (record.value() == null) {
        head.remove(name);
      } else {
        String value = new String(record.value(), UTF_8);
        head.put(name, value.replaceFirst("\"resourceVersion\":\"[0-9]+\",", ""));
      }
    }
    return head;
  }

  /** Revision and type of each change in order; a change that was sent again counts once. */
  private static List<String> changes(TestStores stores) {
    Set<String> seen = new LinkedHashSet<>();
    for (var record : Topic.read(stores.kafkaClientProperties(), TOPICS.changes())) {
      if (record.key().startsWith(SUBJECTS)) {
        seen.add(
            Topic.header(record, EventHeaders.REVISION)
                + " "
                + record.key().substring(SUBJECTS.length())
                + " "
                + Topic.header(record, EventHeaders.TYPE).equals(EventHeaders.DELETED));
      }
    }
    return new ArrayList<>(seen);
  }

  private static List<String> history(TestStores stores) throws SQLException {
    PostgresServer postgres = stores.postgres();
    List<String> history = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:" + postgres.url(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select revision, convert_from(key, 'UTF8'), deleted from history where key >="
                    + " '/registry/core/configmaps/crash/' and key <"
                    + " '/registry/core/configmaps/crash0' order by revision, sub")) {
      while (rows.next()) {
        history.add(
            rows.getLong(1)
                + " "
                + rows.getString(2).substring(PREFIX.length())
                + " "
                + rows.getBoolean(3));
      }
    }
    return history;
  }
}
