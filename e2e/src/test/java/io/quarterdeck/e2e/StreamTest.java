package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The stream of changes against the history that it was made of. */
@WithCluster
class StreamTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void everyChangeIsInTheStream(Cluster cluster, TestNamespace namespace) throws Exception {
    namespace.kubectl("create", "configmap", "one", "--from-literal=a=1").ok();
    cluster.kill("state-service");
    namespace.kubectl("delete", "configmap", "one").ok();
    Map<String, String> env = cluster.env();

    NavigableSet<Long> history = history(env);
    NavigableSet<Long> stream = new TreeSet<>();
    Cluster.await(
        "the stream's last revision",
        SOON,
        () -> {
          stream.clear();
          stream.addAll(stream(env));
          return stream.contains(history.last());
        },
        () -> stream.isEmpty() ? "nothing" : "up to " + stream.last());

    assertThat(stream).containsAll(history);
  }

  /** The revisions at which objects changed; allocations are the platform's own affair. */
  private static NavigableSet<Long> history(Map<String, String> env) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", env.get("PGUSER"));
    login.setProperty("password", env.get("PGPASSWORD"));
    NavigableSet<Long> revisions = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:" + jdbc(env), login);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select distinct revision from history"
                    + " where position('/registry/'::bytea in key) = 1"
                    + " and position('/registry/ranges/'::bytea in key) = 0")) {
      while (rows.next()) {
        revisions.add(rows.getLong(1));
      }
    }
    return revisions;
  }

  private static String jdbc(Map<String, String> env) {
    return env.getOrDefault("DATABASE_URL", "")
        .replaceFirst("^jdbc:", "")
        .replaceFirst("//[^@/]*@", "//");
  }

  private static List<Long> stream(Map<String, String> env) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(env.get("KAFKA_CLIENT_PROPERTIES")))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.put("bootstrap.servers", env.get("KAFKA_BOOTSTRAP_SERVERS"));
    properties.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition changes = new TopicPartition("quarterdeck.quarterdeck.changes", 0);
      consumer.assign(List.of(changes));
      consumer.seekToBeginning(List.of(changes));
      long end = consumer.endOffsets(List.of(changes)).getOrDefault(changes, 0L);
      List<Long> revisions = new ArrayList<>();
      while (consumer.position(changes) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Header revision = record.headers().lastHeader("ce_revision");
          if (revision != null) {
            revisions.add(Long.parseLong(new String(revision.value(), StandardCharsets.UTF_8)));
          }
        }
      }
      return revisions;
    }
  }
}
