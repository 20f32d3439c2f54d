package io.quarterdeck.bus;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits acknowledged positions for the consumer groups of a role's controllers. One client serves
 * all of them: the groups have no members, because caches read every partition themselves.
 */
public final class OffsetCommitter implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 10;
  private final Admin admin;

  public OffsetCommitter(Map<String, Object> settings) {
    this.admin = Admin.create(settings);
  }

  public Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    try {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  offsets.put(partition, offset.offset());
                }
              });
      return offsets;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("cannot read the committed offsets of " + group, e);
    }
  }

  public void commit(String group, Map<TopicPartition, Long> offsets) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    try {
      admin.alterConsumerGroupOffsets(group, wanted).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("cannot commit the offsets of " + group, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
