package io.quarterdeck.bus;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What one controller has handled of the topics it watches. Thread-safe. Positions only grow: what
 * a restart reads again from the head is not taken back.
 */
public final class Acknowledgements {
  private final Map<TopicPartition, Watermark> watermarks = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  public synchronized void register(ObjectEvent.Position position) {
    watermarks
        .computeIfAbsent(partition(position), _ -> new Watermark())
        .register(position.offset());
  }

  public synchronized void complete(ObjectEvent.Position position) {
    Watermark watermark = watermarks.get(partition(position));
    if (watermark != null) {
      watermark.complete(position.offset());
    }
  }

  /** What was committed in an earlier life; nothing below it is committed again. */
  public synchronized void committed(Map<TopicPartition, Long> offsets) {
    offsets.forEach((partition, offset) -> committed.merge(partition, offset, Math::max));
  }

  /** The positions that have grown beyond what is committed. */
  public synchronized Map<TopicPartition, Long> toCommit() {
    Map<TopicPartition, Long> grown = new HashMap<>();
    watermarks.forEach(
        (partition, watermark) -> {
          long position = watermark.position();
          if (position > committed.getOrDefault(partition, 0L)) {
            grown.put(partition, position);
          }
        });
    return grown;
  }

  public synchronized int unacknowledged() {
    return watermarks.values().stream().mapToInt(Watermark::unacknowledged).sum();
  }

  /** Forgets deliveries that will not be handled here: leadership went elsewhere. */
  public synchronized void clear() {
    watermarks.clear();
    committed.clear();
  }

  private static TopicPartition partition(ObjectEvent.Position position) {
    return new TopicPartition(position.topic(), position.partition());
  }
}
