package io.quarterdeck.bus;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over topics, from their head on. A topic is known by its id, because a topic that was
 * made anew under its old name may be long enough for the old position to look valid. For one
 * thread.
 */
final class TopicReading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReading.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final long MISSING_LOOKUP_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LOOKUP_NANOS = Duration.ofSeconds(5).toNanos();

  private final TopicReader.Listener listener;
  private final Set<String> caughtUp;
  private final Consumer<String, byte[]> consumer;
  private final TopicLookup lookup;
  private final Incarnations incarnations = new Incarnations();
  private final Map<String, Uuid> ids = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private Set<String> lookedFor = Set.of();
  private long lookedUp;

  TopicReading(Map<String, Object> settings, TopicReader.Listener listener, Set<String> caughtUp) {
    this.listener = listener;
    this.caughtUp = caughtUp;
    Map<String, Object> strict = new HashMap<>(settings);
    // To go on elsewhere in silence would leave holes in what the listener holds.
    strict.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.consumer = new KafkaConsumer<>(strict);
    this.lookup = new TopicLookup(settings);
  }

  void step(Set<String> topics) throws InterruptedException {
    lookUp(topics);
    if (consumer.assignment().isEmpty()) {
      Thread.sleep(IDLE);
      return;
    }
    try {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      records.forEach(this::deliver);
    } catch (OffsetOutOfRangeException e) {
      startOver(e.partitions());
    }
    noteProgress();
  }

  @Override
  public void close() {
    // Taking leave of the brokers fails on a thread that is interrupted.
    boolean unused = Thread.interrupted();
    lookup.close();
    consumer.close();
  }

  private void deliver(ConsumerRecord<String, byte[]> record) {
    String incarnation = ObjectEvent.text(record, EventHeaders.INCARNATION);
    switch (incarnations.judge(incarnation, ObjectEvent.number(record, EventHeaders.REVISION))) {
      case CURRENT -> listener.record(record);
      case NEWER -> {
        LOG.info("The cluster's state was restored; its incarnation is {} now", incarnation);
        forgetAll();
        listener.record(record);
      }
      case OLDER -> LOG.debug("{} is from before a restore", record.key());
    }
  }

  /** No topic has shown a record of the new incarnation yet, so all of what is held is void. */
  private void forgetAll() {
    caughtUp.clear();
    ids.keySet().forEach(listener::reset);
    ends.putAll(consumer.endOffsets(consumer.assignment(), CALL_TIMEOUT));
  }

  private void startOver(Collection<TopicPartition> lost) {
    Set<String> topics =
        lost.stream().map(TopicPartition::topic).collect(Collectors.toUnmodifiableSet());
    LOG.warn("What comes next in {} is no longer there; reading begins at the head", topics);
    topics.forEach(this::forget);
    lookedFor = Set.of();
  }

  private void forget(String topic) {
    caughtUp.remove(topic);
    ids.remove(topic);
    ends.keySet().removeIf(each -> each.topic().equals(topic));
    consumer.assign(
        consumer.assignment().stream().filter(each -> !each.topic().equals(topic)).toList());
    listener.reset(topic);
  }

  private void lookUp(Set<String> topics) throws InterruptedException {
    Set<String> wanted = Set.copyOf(topics);
    long every = ids.keySet().containsAll(wanted) ? LOOKUP_NANOS : MISSING_LOOKUP_NANOS;
    if (wanted.equals(lookedFor) && System.nanoTime() - lookedUp < every) {
      return;
    }
    Map<String, TopicDescription> found = lookup.describe(wanted);
    found.values().forEach(this::compare);
    begin(found.values().stream().filter(each -> !ids.containsKey(each.name())).toList());
    lookedFor = wanted;
    lookedUp = System.nanoTime();
  }

  private void compare(TopicDescription topic) {
    Uuid known = ids.get(topic.name());
    if (known != null && !known.equals(topic.topicId())) {
      LOG.warn("{} was made anew; reading begins at its head", topic.name());
      forget(topic.name());
    }
  }

  private void begin(List<TopicDescription> topics) {
    List<TopicPartition> partitions = topics.stream().flatMap(TopicLookup::partitions).toList();
    if (partitions.isEmpty()) {
      return;
    }
    Set<TopicPartition> before = Set.copyOf(consumer.assignment());
    Set<TopicPartition> all = new HashSet<>(before);
    all.addAll(partitions);
    consumer.assign(all);
    try {
      // A consumer warns about the ends of partitions that are not assigned to it.
      ends.putAll(consumer.endOffsets(partitions, CALL_TIMEOUT));
      consumer.seekToBeginning(partitions);
      topics.forEach(each -> ids.put(each.name(), each.topicId()));
    } catch (RetriableException e) {
      consumer.assign(before);
      LOG.info("The brokers do not tell the ends of {} yet: {}", partitions, e.getMessage());
    }
  }

  /** Control records are never delivered, so the position tells the end, not the last record. */
  private void noteProgress() {
    Set<String> touched = new HashSet<>();
    for (Map.Entry<TopicPartition, Long> end : Map.copyOf(ends).entrySet()) {
      if (hasReached(end.getKey(), end.getValue())) {
        ends.remove(end.getKey());
        touched.add(end.getKey().topic());
      }
    }
    for (String topic : touched) {
      if (ends.keySet().stream().noneMatch(each -> each.topic().equals(topic))) {
        caughtUp.add(topic);
        listener.caughtUp(topic);
      }
    }
  }

  private boolean hasReached(TopicPartition partition, long end) {
    try {
      return consumer.position(partition, CALL_TIMEOUT) >= end;
    } catch (RetriableException e) {
      LOG.info("The brokers do not tell the head of {} yet: {}", partition, e.getMessage());
      return false;
    }
  }
}
