package io.quarterdeck.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their head on one thread and goes on with their tail. Topics may be added at
 * any time and need not exist yet. The listener is called on that thread alone, in the order of
 * each topic; when it throws, the reader ends and {@link #isAlive()} says so.
 */
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long LOOKUP_NANOS = Duration.ofSeconds(1).toNanos();

  /** What happens on the topics. */
  public interface Listener {
    void record(ConsumerRecord<String, byte[]> record);

    /** Everything seen of this topic so far is void: the cluster's state was restored. */
    void incarnationChanged(String topic, String incarnation);

    /** The topic has been read up to the end that it had when reading began. */
    void caughtUp(String topic);
  }

  private final Map<String, Object> settings;
  private final Listener listener;
  private final Thread thread;
  private final Queue<String> added = new ConcurrentLinkedQueue<>();
  private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();

  // Of the reading thread alone.
  private final Set<String> missing = new HashSet<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<String, String> incarnations = new HashMap<>();
  private long lookedUp = System.nanoTime() - LOOKUP_NANOS;
  private volatile boolean closed;

  public TopicReader(String name, Map<String, Object> settings, Listener listener) {
    this.settings = Map.copyOf(settings);
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public void add(String topic) {
    if (subscribed.add(topic)) {
      added.add(topic);
    }
  }

  public boolean isCaughtUp() {
    return caughtUp.containsAll(subscribed);
  }

  public boolean isCaughtUp(String topic) {
    return caughtUp.contains(topic);
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
      try {
        read(consumer);
      } finally {
        // Taking leave of the brokers fails on a thread that is interrupted.
        boolean unused = Thread.interrupted();
      }
    } catch (InterruptException | InterruptedException | WakeupException e) {
      LOG.debug("The reader was asked to end", e);
    } catch (RuntimeException e) {
      LOG.error("The reader cannot go on", e);
    }
  }

  private void read(Consumer<String, byte[]> consumer) throws InterruptedException {
    while (!closed) {
      assignNew(consumer);
      if (consumer.assignment().isEmpty()) {
        Thread.sleep(100);
        continue;
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        deliver(record);
      }
      noteProgress(consumer);
    }
  }

  private void deliver(ConsumerRecord<String, byte[]> record) {
    String incarnation = ObjectEvent.text(record, EventHeaders.INCARNATION);
    if (!incarnation.isEmpty()) {
      String before = incarnations.put(record.topic(), incarnation);
      if (before != null && !before.equals(incarnation)) {
        listener.incarnationChanged(record.topic(), incarnation);
      }
    }
    listener.record(record);
  }

  /** Control records are never delivered, so the position tells the end, not the last record. */
  private void noteProgress(Consumer<String, byte[]> consumer) {
    if (ends.isEmpty()) {
      return;
    }
    Set<String> touched = new HashSet<>();
    ends.entrySet()
        .removeIf(
            end -> {
              boolean reached = consumer.position(end.getKey()) >= end.getValue();
              if (reached) {
                touched.add(end.getKey().topic());
              }
              return reached;
            });
    for (String topic : touched) {
      if (ends.keySet().stream().noneMatch(each -> each.topic().equals(topic))) {
        caughtUp.add(topic);
        listener.caughtUp(topic);
      }
    }
  }

  private void assignNew(Consumer<String, byte[]> consumer) {
    String topic = added.poll();
    boolean fresh = topic != null;
    while (topic != null) {
      missing.add(topic);
      topic = added.poll();
    }
    if (missing.isEmpty() || (!fresh && System.nanoTime() - lookedUp < LOOKUP_NANOS)) {
      return;
    }
    lookedUp = System.nanoTime();
    List<TopicPartition> found = new ArrayList<>();
    for (String each : missing) {
      found.addAll(partitions(consumer, each));
    }
    if (!found.isEmpty()) {
      assign(consumer, found);
    }
  }

  private void assign(Consumer<String, byte[]> consumer, List<TopicPartition> found) {
    Set<TopicPartition> before = Set.copyOf(consumer.assignment());
    Set<TopicPartition> all = new HashSet<>(before);
    all.addAll(found);
    consumer.assign(all);
    try {
      // A consumer warns about the ends of partitions that are not assigned to it.
      ends.putAll(consumer.endOffsets(found));
    } catch (RetriableException e) {
      consumer.assign(before);
      LOG.info("The brokers do not tell the ends of {} yet: {}", found, e.getMessage());
      return;
    }
    consumer.seekToBeginning(found);
    found.forEach(each -> missing.remove(each.topic()));
  }

  private static Collection<TopicPartition> partitions(
      Consumer<String, byte[]> consumer, String topic) {
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      return partitions == null
          ? List.of()
          : partitions.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
    } catch (RetriableException e) {
      LOG.info("The brokers do not know {} yet: {}", topic, e.getMessage());
      return List.of();
    }
  }
}
