package io.quarterdeck.state.publish;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is published already, committed records alone. Blocks its caller. */
final class TopicContents {
  private static final int FETCH_BYTES_MAX = 5 << 20;
  private static final int PARTITION_FETCH_BYTES_MAX = 256 << 10;
  private static final Duration POLL = Duration.ofMillis(500);

  /** How far before its end a topic is searched for its last record, at first. */
  private static final long TAIL = 1_000;

  private final Map<String, Object> config;
  private final Topics topics;

  TopicContents(Map<String, Object> common, Topics topics) {
    this.config = new HashMap<>(common);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("fetch.max.bytes", FETCH_BYTES_MAX);
    config.put("max.partition.fetch.bytes", PARTITION_FETCH_BYTES_MAX);
    this.topics = topics;
  }

  /** Empty when nothing was ever published. */
  Optional<Cursor> cursor() {
    return last(topics.cursor()).map(record -> Cursor.parse(record.value()));
  }

  /** The revision of the newest change, if it is of this incarnation; 0 otherwise. */
  long lastChange(String incarnation) {
    return last(topics.changes())
        .filter(record -> header(record, EventHeaders.INCARNATION).equals(incarnation))
        .map(record -> Long.parseLong(header(record, EventHeaders.REVISION)))
        .orElse(0L);
  }

  /** The keys that topics hold, without those of views of nodes. */
  Leftovers held(Collection<String> names) {
    Leftovers held = new Leftovers();
    names.forEach(held::topic);
    List<TopicPartition> partitions = names.stream().map(TopicContents::partition).toList();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      toTheEnd(consumer, consumer.endOffsets(partitions), record -> note(record, held));
    }
    return held;
  }

  private static void note(ConsumerRecord<String, byte[]> record, Leftovers held) {
    if (record.value() == null) {
      held.gone(record.topic(), record.key());
    } else if (!record.key().equals(EventHeaders.SNAPSHOT_KEY)) {
      held.held(record.topic(), record.key());
    }
  }

  /** What ends a transaction takes offsets too, so the last record may be well before the end. */
  private Optional<ConsumerRecord<String, byte[]>> last(String topic) {
    TopicPartition partition = partition(topic);
    List<TopicPartition> one = List.of(partition);
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(one);
      Map<TopicPartition, Long> ends = consumer.endOffsets(one);
      long end = ends.getOrDefault(partition, 0L);
      long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
      Newest newest = new Newest();
      for (long tail = TAIL; newest.record.isEmpty(); tail *= 10) {
        consumer.seek(partition, Math.max(begin, end - tail));
        toTheEnd(consumer, ends, newest);
        if (end - tail <= begin) {
          break;
        }
      }
      return newest.record;
    }
  }

  private static final class Newest implements Consumer<ConsumerRecord<String, byte[]>> {
    private Optional<ConsumerRecord<String, byte[]>> record = Optional.empty();

    @Override
    public void accept(ConsumerRecord<String, byte[]> later) {
      record = Optional.of(later);
    }
  }

  private static void toTheEnd(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<String, byte[]>> each) {
    Map<TopicPartition, Long> left =
        ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    while (true) {
      left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (left.isEmpty()) {
        return;
      }
      consumer.poll(POLL).forEach(each);
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static TopicPartition partition(String topic) {
    return new TopicPartition(topic, 0);
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
