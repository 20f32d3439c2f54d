package io.quarterdeck.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.pki.CertificateSpec;
import io.quarterdeck.pki.ClusterCa;
import io.quarterdeck.pki.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  @TempDir static Path dir;
  private static Identity client;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() {
    ClusterCa ca = ClusterCa.open(dir.resolve("pki"), "test", Instant.now());
    Identity server =
        ca.issue(
            CertificateSpec.client("kafka", "quarterdeck:kafka")
                .serving(List.of("localhost", "127.0.0.1")));
    client = ca.issue(CertificateSpec.client("operator", "quarterdeck:operator"));
    List<Integer> ports = FreePorts.next(2);
    broker =
        new KafkaBroker(
            dir.resolve("kafka"),
            dir.resolve("kafka.log"),
            ports.get(0),
            ports.get(1),
            server,
            KafkaBroker.defaultJvmFlags());
    broker.start(TIMEOUT);
  }

  @AfterAll
  static void stop() {
    broker.stop();
  }

  @Test
  void keepsItsDataWhenKilled() throws Exception {
    byte[] large = new byte[4 * 1024 * 1024];
    try (Admin admin = Admin.create(properties())) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
    Properties producing = properties();
    producing.put("max.request.size", Integer.toString(5 * 1024 * 1024));
    producing.put("transactional.id", "test");
    try (var producer =
        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer
          .send(new ProducerRecord<>("kept", "a".getBytes(StandardCharsets.UTF_8), large))
          .get();
      producer.commitTransaction();
    }
    long killed = broker.pid().orElseThrow();
    Processes.kill(killed, 9);
    assertThat(Processes.await(() -> broker.pid().isEmpty(), TIMEOUT)).isTrue();

    broker.start(TIMEOUT);

    assertThat(broker.pid().orElseThrow()).isNotEqualTo(killed);
    assertThat(readOne("kept")).hasSize(large.length);
  }

  @Test
  void startAdoptsARunningBroker() {
    long pid = broker.pid().orElseThrow();
    broker.start(TIMEOUT);
    assertThat(broker.pid()).hasValue(pid);
  }

  @Test
  void refusesWhoHasNoCertificate() {
    assertRefused(Map.of());
  }

  @Test
  void refusesACertificateOfAnotherCa() {
    Identity stranger =
        ClusterCa.open(dir.resolve("other"), "other", Instant.now())
            .issue(CertificateSpec.client("operator", "quarterdeck:operator"));
    assertRefused(
        Map.of(
            "ssl.keystore.type", "PEM", "ssl.keystore.location", stranger.keystore().toString()));
  }

  private static void assertRefused(Map<String, String> keystore) {
    Properties properties = properties();
    properties.keySet().removeIf(key -> key.toString().startsWith("ssl.keystore"));
    properties.putAll(keystore);
    properties.put("default.api.timeout.ms", "3000");
    properties.put("request.timeout.ms", "3000");
    try (Admin admin = Admin.create(properties)) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .hasRootCauseInstanceOf(javax.net.ssl.SSLException.class);
    }
  }

  private static byte[] readOne(String topic) {
    Properties properties = properties();
    properties.put("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(TIMEOUT).iterator().next().value();
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.putAll(broker.clientProperties(client));
    return properties;
  }
}
