package io.quarterdeck.bus;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their head on one thread and goes on with their tail. Topics may be added at
 * any time, need not exist yet, and may be deleted and made anew. The listener is called on that
 * thread alone, in the order of each topic.
 *
 * <p>When the listener throws or Kafka cannot be read, the reader is not healthy: it declares void
 * what it delivered and reads everything again from the head, after a pause that doubles with each
 * failure. It is healthy again once it has caught up.
 */
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration PAUSE_MIN = Duration.ofMillis(250);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

  /** What happens on the topics. */
  public interface Listener {
    void record(ConsumerRecord<String, byte[]> record);

    /**
     * Everything seen of this topic so far is void: the cluster's state was restored, the topic was
     * made anew, or reading begins again. What is valid follows.
     */
    void reset(String topic);

    /** The topic has been read up to the end that it had when reading began. */
    void caughtUp(String topic);
  }

  private final Map<String, Object> settings;
  private final Listener listener;
  private final Thread thread;
  private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();
  private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
  private volatile boolean failed;
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
    subscribed.add(topic);
  }

  public boolean isCaughtUp() {
    return caughtUp.containsAll(subscribed);
  }

  public boolean isCaughtUp(String topic) {
    return caughtUp.contains(topic);
  }

  /** Whether it reads, and has caught up since reading last failed. */
  public boolean isHealthy() {
    return thread.isAlive() && !failed;
  }

  @Override
  public void close() {
    closed = true;
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration pause = PAUSE_MIN;
    try {
      while (!closed) {
        try {
          read();
        } catch (InterruptException | WakeupException e) {
          throw e;
        } catch (RuntimeException e) {
          pause = failed ? min(pause.multipliedBy(2), PAUSE_MAX) : PAUSE_MIN;
          failed = true;
          caughtUp.clear();
          LOG.error("Reading failed and begins again in {} ms", pause.toMillis(), e);
        }
        Thread.sleep(pause);
      }
    } catch (InterruptException | InterruptedException | WakeupException e) {
      LOG.debug("The reader was asked to end", e);
    }
  }

  /** Reads from the head until something fails or the reader is closed. */
  private void read() throws InterruptedException {
    if (failed) {
      subscribed.forEach(listener::reset);
    }
    try (TopicReading reading = new TopicReading(settings, listener, caughtUp)) {
      while (!closed) {
        reading.step(subscribed);
        if (failed && isCaughtUp()) {
          failed = false;
          LOG.info("Reading has caught up again");
        }
      }
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
