package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.KVGrpc;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topics are a projection: what is lost of them, or of the database, is made good. */
@ExtendWith(TestStores.class)
class RefillTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics(StateProcess.CLUSTER);
  private static final String NODE = "/registry/core/nodes/-/passing";
  private static final String LEASE = "/registry/coordination.k8s.io/leases/default/passing";
  private static final String POD = "/registry/core/pods/default/passing";
  private static final int EXIT_DEPOSED = 3;

  private final Cluster cluster = new Cluster(1);

  @Test
  void aWipedKafkaIsFilledAgainAlsoWhenThatIsBrokenOff(TestStores stores) throws Exception {
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      assertThat(cluster.change(state, 200)).isTrue();
    }
    wipe(stores);
    try (StateProcess crashing =
        StateProcess.launch(stores, Map.of("quarterdeck.state.failpoint", "during-refill:2"))) {
      assertThat(crashing.role().awaitEnd(TIMEOUT)).isEqualTo(137);
    }
    try (StateProcess state = StateProcess.start(stores, Map.of());
        Mirror mirror = Mirror.of(stores)) {
      awaitEqual(mirror, state);
      assertThat(cluster.change(state, 100)).isTrue();
      awaitEqual(mirror, state);
    }
  }

  /** What has ended meanwhile is told by nothing but the state: its history is dropped. */
  @Test
  void aKafkaOlderThanTheHistoryIsFilledAgain(TestStores stores) throws Exception {
    String leases = TOPICS.objects("leases", "coordination.k8s.io");
    Map<String, String> often = Map.of("quarterdeck.state.history.interval", "200ms");
    List<ConsumerRecord<String, byte[]>> copied = new ArrayList<>();
    try (StateProcess state = StateProcess.start(stores, often)) {
      put(state, LEASE, "passing", "");
      put(state, "/registry/core/configmaps/default/copied", "copied", "");
      awaitPublished(stores, "copied");
      copied.add(Topic.read(stores.kafkaClientProperties(), leases).getLast());
      copied.add(Topic.read(stores.kafkaClientProperties(), TOPICS.cursor()).getLast());
      ManagedChannel channel = state.gateway();
      try {
        KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
        kv.deleteRange(Calls.delete(LEASE).build());
        long last = put(state, "/registry/core/configmaps/default/trimmed", "trimmed", "");
        kv.compact(CompactionRequest.newBuilder().setRevision(last).build());
        Await.until("its history is dropped", TIMEOUT, () -> trimmed(stores) >= last - 1);
      } finally {
        channel.shutdownNow();
      }
    }
    putBack(stores, copied);
    try (StateProcess state = StateProcess.start(stores, Map.of());
        Mirror mirror = Mirror.of(stores)) {
      awaitEqual(mirror, state);
    }
  }

  @Test
  void aDatabaseThatWentBackInTimeBeginsANewIncarnation(TestStores stores) throws Exception {
    sql(stores, "drop schema if exists backup cascade", "create schema backup");
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      assertThat(cluster.change(state, 100)).isTrue();
      for (String table : List.of("current_state", "history", "resource_head")) {
        sql(stores, "create table backup.%1$s as select * from %1$s".formatted(table));
      }
      put(state, "/registry/core/configmaps/default/lost", "lost", "");
      awaitPublished(stores, "lost");
    }
    for (String table : List.of("current_state", "history", "resource_head")) {
      sql(
          stores,
          "truncate " + table,
          "insert into %1$s select * from backup.%1$s".formatted(table));
    }
    try (StateProcess behind = StateProcess.launch(stores, Map.of())) {
      assertThat(behind.role().awaitEnd(TIMEOUT)).isEqualTo(EXIT_DEPOSED);
    }
    try (StateProcess state = StateProcess.start(stores, Map.of());
        Mirror mirror = Mirror.of(stores)) {
      awaitEqual(mirror, state);
      assertThat(put(state, "/registry/core/configmaps/default/new", "new", ""))
          .isGreaterThan(1_000_000);
      awaitEqual(mirror, state);
      ManagedChannel channel = state.gateway();
      try {
        KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
        assertThatThrownBy(() -> kv.range(Calls.range(NODE).setRevision(50).build()))
            .hasMessageContaining("compacted");
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void aNodesTopicGoesWithTheNodeAndItsLastPod(TestStores stores) throws Exception {
    String topic = TOPICS.node("passing");
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      put(state, NODE, "passing", "");
      put(state, POD, "passing", "\"nodeName\":\"passing\"");
      Await.until("it is there", TIMEOUT, () -> Mirror.existing(stores).contains(topic));
      ManagedChannel channel = state.gateway();
      try {
        KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
        kv.deleteRange(Calls.delete(NODE).build());
        put(state, "/registry/core/configmaps/default/after", "after", "");
        awaitPublished(stores, "after");
        assertThat(Mirror.existing(stores)).contains(topic);
        kv.deleteRange(Calls.delete(POD).build());
      } finally {
        channel.shutdownNow();
      }
      Await.until("it is gone", TIMEOUT, () -> !Mirror.existing(stores).contains(topic));
    }
  }

  private static void awaitEqual(Mirror mirror, StateProcess state) {
    Await.untilAsserted(
        "the topics tell what the store holds",
        TIMEOUT,
        () -> assertThat(mirror.objects()).isEqualTo(Cluster.stored(state)));
  }

  private static void awaitPublished(TestStores stores, String name) {
    Await.until(
        name + " is published",
        TIMEOUT,
        () ->
            Topic.read(stores.kafkaClientProperties(), TOPICS.changes()).stream()
                .anyMatch(record -> record.key().endsWith("/" + name)));
  }

  private static long put(StateProcess state, String key, String name, String spec) {
    ManagedChannel channel = state.gateway();
    try {
      String json =
          "{\"metadata\":{\"name\":\"%1$s\",\"uid\":\"%1$s\"},\"spec\":{%2$s}}"
              .formatted(name, spec);
      return KVGrpc.newBlockingStub(channel)
          .put(Calls.put(key, json).build())
          .getHeader()
          .getRevision();
    } finally {
      channel.shutdownNow();
    }
  }

  /** As an older copy of Kafka has them: they are the last of their topics again. */
  private static void putBack(TestStores stores, List<ConsumerRecord<String, byte[]>> records)
      throws Exception {
    try (var producer =
        new KafkaProducer<>(
            new HashMap<>(stores.kafkaClientProperties()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (ConsumerRecord<String, byte[]> each : records) {
        producer
            .send(new ProducerRecord<>(each.topic(), 0, each.key(), each.value(), each.headers()))
            .get();
      }
    }
  }

  private static long trimmed(TestStores stores) {
    try (Connection connection = connection(stores);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select trimmed_revision from history_horizon")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void wipe(TestStores stores) throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(stores.kafkaClientProperties()))) {
      Set<String> own =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith("quarterdeck." + StateProcess.CLUSTER + "."))
              .collect(Collectors.toSet());
      admin.deleteTopics(own).all().get();
    }
  }

  private static void sql(TestStores stores, String... statements) throws SQLException {
    try (Connection connection = connection(stores);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static Connection connection(TestStores stores) throws SQLException {
    PostgresServer postgres = stores.postgres();
    return DriverManager.getConnection(
        "jdbc:" + postgres.url(), postgres.username(), postgres.password());
  }
}
