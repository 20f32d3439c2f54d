package io.quarterdeck.state.it;

import io.quarterdeck.bus.KafkaSettings;
import io.quarterdeck.bus.TopicReader;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.testkit.TestStores;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A consumer that rebuilds the state from topics alone, as the roles do. */
final class Mirror implements TopicReader.Listener, AutoCloseable {
  private final Map<String, Map<String, String>> topics = new ConcurrentHashMap<>();
  private final TopicReader reader;

  private Mirror(TestStores stores) {
    Map<String, Object> settings = new HashMap<>(stores.kafkaClientProperties());
    settings.putAll(
        new KafkaSettings(stores.kafka().bootstrapServers(), Optional.empty(), Optional.empty())
            .reader());
    this.reader = new TopicReader("mirror", settings, this);
  }

  /** Reads all topics of this cluster that hold objects, and those of nodes. */
  static Mirror of(TestStores stores) throws InterruptedException, ExecutionException {
    Topics names = new Topics(StateProcess.CLUSTER);
    Mirror mirror = new Mirror(stores);
    existing(stores).stream().filter(names::isCompacted).forEach(mirror.reader::add);
    mirror.reader.start();
    return mirror;
  }

  static Set<String> existing(TestStores stores) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(new HashMap<>(stores.kafkaClientProperties()))) {
      return admin.listTopics().names().get();
    }
  }

  boolean isCaughtUp() {
    return reader.isCaughtUp();
  }

  /** What is in a topic by its keys. */
  Map<String, String> of(String topic) {
    return topics.getOrDefault(topic, Map.of());
  }

  /** All objects under their keys in the store. */
  Map<String, String> objects() {
    Map<String, String> objects = new TreeMap<>();
    String prefix = "quarterdeck." + StateProcess.CLUSTER + ".objects.";
    topics.forEach(
        (topic, records) -> {
          if (topic.startsWith(prefix)) {
            String[] resource = topic.substring(prefix.length()).split("\\.", 2);
            String root = "/registry/" + resource[1] + "/" + resource[0] + "/";
            records.forEach(
                (key, value) -> objects.put(root + (key.startsWith("/") ? "-" + key : key), value));
          }
        });
    return objects;
  }

  @Override
  public void record(ConsumerRecord<String, byte[]> record) {
    Map<String, String> topic =
        topics.computeIfAbsent(record.topic(), name -> new ConcurrentHashMap<>());
    if (record.value() == null) {
      topic.remove(record.key());
    } else {
      topic.put(record.key(), new String(record.value(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void reset(String topic) {
    topics.remove(topic);
  }

  @Override
  public void caughtUp(String topic) {}

  @Override
  public void close() {
    reader.close();
  }
}
