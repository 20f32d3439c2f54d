package io.quarterdeck.state.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.model.Resources;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever step the process vanishes at, nothing that was committed is missing from the topics. */
@ExtendWith(TestStores.class)
class CrashTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics(StateProcess.CLUSTER);
  private static final String PREFIX = "/registry/core/configmaps/crash/";
  private static final String SUBJECTS = "core/configmaps/crash/";
  private static final int WRITES_MAX = 5_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-commit-sent:3",
        "after-commit:3",
        "after-commit-before-publish:3",
        "after-send-before-kafka-commit:3",
        "after-kafka-commit:3"
      })
  void publishesWhatWasCommittedBeforeACrash(String failpoint, TestStores stores) throws Exception {
    Map<String, String> acknowledged;
    try (StateProcess crashing =
        StateProcess.start(stores, Map.of("quarterdeck.state.failpoint", failpoint))) {
      acknowledged = writeUntilItEnds(crashing, failpoint.replace(":", "-"));
      assertThat(crashing.role().awaitEnd(TIMEOUT)).isEqualTo(137);
    }
    try (StateProcess restarted = StateProcess.start(stores, Map.of())) {
      assertThat(stored(restarted)).containsAllEntriesOf(acknowledged);
      Await.untilAsserted(
          "the topics tell what the database holds",
          TIMEOUT,
          () -> {
            assertThat(changes(stores)).isEqualTo(history(stores));
            assertThat(head(stores)).isEqualTo(stored(restarted));
          });
    }
  }

  private static Map<String, String> writeUntilItEnds(StateProcess state, String run) {
    Map<String, String> acknowledged = new LinkedHashMap<>();
    ManagedChannel channel = state.gateway();
    try {
      KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
      for (int i = 0; i < WRITES_MAX; i++) {
        String name = run + "-" + i % 50;
        // What is in flight may or may not happen: only what was answered counts.
        acknowledged.remove(name);
        if (i % 7 == 6) {
          kv.deleteRange(
              DeleteRangeRequest.newBuilder()
                  .setKey(ByteString.copyFromUtf8(PREFIX + name))
                  .build());
        } else {
          String value =
              "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"crash\",\"uid\":\"%s\"},\"data\":%d}"
                  .formatted(name, name, i);
          kv.put(
              PutRequest.newBuilder()
                  .setKey(ByteString.copyFromUtf8(PREFIX + name))
                  .setValue(ByteString.copyFromUtf8(value))
                  .build());
          acknowledged.put(name, value);
        }
      }
      throw new AssertionError("the failpoint was never reached");
    } catch (StatusRuntimeException e) {
      return acknowledged;
    } finally {
      channel.shutdownNow();
    }
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
