package io.quarterdeck.bench.faults;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.Resources;
import io.quarterdeck.testkit.TestStores;
import io.quarterdeck.testkit.history.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the topics tell of a round, read as any consumer would. */
final class Published {
  private static final Topics TOPICS = new Topics("quarterdeck");
  private static final Duration POLL = Duration.ofMillis(200);

  private final TestStores stores;
  private final Values values;

  Published(TestStores stores, Values values) {
    this.stores = stores;
    this.values = values;
  }

  /** Every change in the order of its topic; one that was sent twice appears twice. */
  List<Event> changes() {
    List<Event> changes = new ArrayList<>();
    read(
        TOPICS.changes(),
        record -> {
          if (record.key().startsWith(values.subjectPrefix())) {
            changes.add(event(record));
          }
        });
    return changes;
  }

  /** The newest value of each key that the topic of the resource holds. */
  Map<String, String> state() {
    String prefix = values.subjectPrefix().substring("core/configmaps/".length());
    Map<String, String> state = new TreeMap<>();
    read(
        TOPICS.objects(Resources.CONFIG_MAPS),
        record -> {
          if (record.key().startsWith(prefix)) {
            String name = record.key().substring(prefix.length());
            if (record.value() == null) {
              state.remove(name);
            } else {
              state.put(name, text(record));
            }
          }
        });
    return state;
  }

  private Event event(ConsumerRecord<String, byte[]> record) {
    boolean deleted = header(record, EventHeaders.TYPE).equals(EventHeaders.DELETED);
    return new Event(
        Long.parseLong(header(record, EventHeaders.REVISION)),
        record.key().substring(values.subjectPrefix().length()),
        deleted ? Optional.empty() : Optional.of(text(record)));
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return Values.of(new String(record.value(), StandardCharsets.UTF_8));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
    Map<String, Object> config = new HashMap<>(stores.kafkaClientProperties());
    config.put("isolation.level", "read_committed");
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(each);
      }
    }
  }
}
