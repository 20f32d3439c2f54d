package io.quarterdeck.state.publish;

import io.quarterdeck.bus.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One life of the transactional producer. Opening it fences every older one; after any failure it
 * is closed and another is opened. Blocks its caller.
 */
final class KafkaSession implements AutoCloseable {
  private final Topics topics;
  private final Admin admin;
  private final TopicKeeper keeper;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Object> common;

  KafkaSession(KafkaSettings settings, Topics topics) {
    this.topics = topics;
    this.common = settings.common();
    this.admin = Admin.create(common);
    this.keeper = new TopicKeeper(admin, topics, settings);
    Map<String, Object> config = new HashMap<>(common);
    config.put("transactional.id", "quarterdeck." + settings.cluster() + ".state");
    config.put("acks", "all");
    config.put("max.request.size", settings.recordBytesMax());
    config.put("buffer.memory", 16L << 20);
    config.put("compression.type", "lz4");
    // A transaction's records travel in as few requests as they fit into: its end sends them.
    config.put("linger.ms", 1_000);
    config.put("batch.size", 64 << 10);
    config.put("delivery.timeout.ms", 30_000);
    config.put("request.timeout.ms", 10_000);
    config.put("max.block.ms", 15_000);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Creates what is missing and takes over from any older producer. */
  void begin() throws InterruptedException {
    keeper.ensureBasics();
    producer.initTransactions();
  }

  /** What was published before. */
  TopicContents contents() {
    return new TopicContents(common, topics);
  }

  /** What the topics of resources and nodes hold. */
  Leftovers held() throws InterruptedException {
    return contents().held(keeper.existing(topics::isCompacted));
  }

  /** The topics of nodes that exist. */
  Set<String> mailboxes() throws InterruptedException {
    return keeper.existing(topics::isNode);
  }

  void drop(Set<String> names) throws InterruptedException {
    keeper.drop(names);
  }

  /** All events and the cursor become visible together. */
  void publish(List<Event> events, Cursor cursor, Runnable sent) throws InterruptedException {
    keeper.ensure(events.stream().map(Event::topic).collect(Collectors.toSet()));
    producer.beginTransaction();
    for (Event event : events) {
      send(event);
    }
    send(new Event(topics.cursor(), Cursor.KEY, cursor.bytes(), Map.of()));
    producer.flush();
    sent.run();
    producer.commitTransaction();
  }

  /** What fails here fails the transaction's commit, so no answer is lost. */
  private void send(Event event) {
    RecordHeaders headers = new RecordHeaders();
    event
        .headers()
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
    var unused = producer.send(new ProducerRecord<>(event.topic(), 0, key, event.value(), headers));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    admin.close(Duration.ofSeconds(1));
  }
}
