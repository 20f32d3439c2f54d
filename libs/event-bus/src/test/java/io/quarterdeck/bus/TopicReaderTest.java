package io.quarterdeck.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStores.class)
class TopicReaderTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String pods = "pods-" + UUID.randomUUID();
  private final String nodes = "nodes-" + UUID.randomUUID();
  private final Held held = new Held();
  private Admin admin;
  private KafkaProducer<String, byte[]> producer;
  private TopicReader reader;

  @BeforeEach
  void connect(TestStores stores) throws Exception {
    Map<String, Object> settings = new HashMap<>(stores.kafkaClientProperties());
    admin = Admin.create(settings);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    create(pods);
    create(nodes);
    settings.putAll(
        new KafkaSettings(
                String.valueOf(settings.get("bootstrap.servers")),
                Optional.empty(),
                Optional.empty())
            .reader());
    reader = new TopicReader("test", settings, held);
    reader.add(pods);
    reader.add(nodes);
  }

  @AfterEach
  void disconnect() {
    reader.close();
    producer.close();
    admin.close();
  }

  @Test
  void aListenerThatThrowsIsFedAgainFromTheHead() throws Exception {
    send(pods, "a", "one", 1);
    reader.start();
    await("what is there", () -> assertThat(held.of(pods)).containsOnlyKeys("a"));
    assertThat(reader.isHealthy()).isTrue();

    held.poison = "b";
    send(pods, "b", "one", 2);
    Await.until("the reader is not healthy", SOON, () -> !reader.isHealthy());
    assertThat(reader.isCaughtUp()).isFalse();

    held.poison = "";
    await("all of it", () -> assertThat(held.of(pods)).containsOnlyKeys("a", "b"));
    Await.until("the reader is healthy again", SOON, reader::isHealthy);
    assertThat(held.resets).contains(pods, nodes);
  }

  @Test
  void aTopicMadeAnewIsReadFromItsHead() throws Exception {
    for (int each = 0; each < 3; each++) {
      send(pods, "old-" + each, "one", each);
    }
    send(nodes, "n", "one", 4);
    reader.start();
    Await.until("all is read", SOON, reader::isCaughtUp);

    admin.deleteTopics(List.of(pods)).all().get();
    Await.until("the topic is gone", SOON, () -> !admin.listTopics().names().get().contains(pods));
    create(pods);
    // More than the old one had: the old position looks valid.
    for (int each = 0; each < 5; each++) {
      send(pods, "new-" + each, "one", 10 + each);
    }

    await(
        "the new topic alone",
        () ->
            assertThat(held.of(pods))
                .containsOnlyKeys("new-0", "new-1", "new-2", "new-3", "new-4"));
    assertThat(held.of(nodes)).containsOnlyKeys("n");
    assertThat(held.resets).containsOnly(pods);
    assertThat(reader.isHealthy()).isTrue();
  }

  @Test
  void aRestoreVoidsEveryTopicAndWhatIsLeftOfTheOldState() throws Exception {
    send(pods, "p", "one", 1);
    send(nodes, "n", "one", 2);
    reader.start();
    Await.until("all is read", SOON, reader::isCaughtUp);

    send(pods, "p", "two", 1_000);
    await("the void state is gone", () -> assertThat(held.of(nodes)).isEmpty());
    send(nodes, "late", "one", 3);
    send(nodes, "m", "two", 1_001);

    await("the new state", () -> assertThat(held.of(nodes)).containsOnlyKeys("m"));
    assertThat(held.of(pods)).containsOnlyKeys("p");
    Await.until("all is read again", SOON, reader::isCaughtUp);
  }

  private void create(String topic) throws Exception {
    admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
  }

  private void send(String topic, String key, String incarnation, long revision) throws Exception {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, new byte[] {1});
    record.headers().add(EventHeaders.INCARNATION, incarnation.getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add(EventHeaders.REVISION, Long.toString(revision).getBytes(StandardCharsets.UTF_8));
    producer.send(record).get();
  }

  private static void await(String what, Await.Check check) {
    Await.untilAsserted(what, SOON, check);
  }

  /** Holds the newest record of each key, and cannot stand one of them. */
  private static final class Held implements TopicReader.Listener {
    private final Map<String, Map<String, byte[]>> topics = new ConcurrentHashMap<>();
    private final List<String> resets = new CopyOnWriteArrayList<>();
    private volatile String poison = "";

    Map<String, byte[]> of(String topic) {
      return topics.computeIfAbsent(topic, _ -> new ConcurrentHashMap<>());
    }

    @Override
    public void record(ConsumerRecord<String, byte[]> record) {
      if (record.key().equals(poison)) {
        throw new IllegalStateException("poisoned");
      }
      of(record.topic()).put(record.key(), record.value());
    }

    @Override
    public void reset(String topic) {
      resets.add(topic);
      of(topic).clear();
    }

    @Override
    public void caughtUp(String topic) {}
  }
}
