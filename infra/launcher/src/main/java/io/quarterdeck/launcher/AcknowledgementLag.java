package io.quarterdeck.launcher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far each role is from having reacted to the newest event: the distance of its offsets. */
final class AcknowledgementLag {
  private static final int TIMEOUT_SECONDS = 5;

  private AcknowledgementLag() {}

  /**
   * The events that each consumer group of the cluster has yet to acknowledge, by group; empty when
   * Kafka does not tell.
   */
  static Optional<Map<String, Long>> byGroup(Properties client, String cluster)
      throws InterruptedException {
    Properties settings = new Properties();
    settings.putAll(client);
    // Closing waits for what is under way, otherwise for a minute.
    settings.put("request.timeout.ms", TIMEOUT_SECONDS * 1_000);
    settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1_000);
    Map<String, Long> lags = new HashMap<>();
    try (Admin admin = Admin.create(settings)) {
      for (String group : groups(admin, "quarterdeck." + cluster + ".")) {
        Map<TopicPartition, OffsetAndMetadata> committed =
            admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        lags.put(group, lag(committed, ends(admin, committed)));
      }
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
    return Optional.of(lags);
  }

  private static Iterable<String> groups(Admin admin, String prefix)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin.listGroups().all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
        .map(listing -> listing.groupId())
        .filter(group -> group.startsWith(prefix))
        .sorted()
        .toList();
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> ends(
      Admin admin, Map<TopicPartition, OffsetAndMetadata> committed)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    committed.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    return admin.listOffsets(wanted).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Transactions end with a record that nobody consumes: one behind is not behind. */
  private static long lag(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    long lag = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      if (offset != null) {
        long behind = end.getValue().offset() - offset.offset();
        lag += behind <= 1 ? 0 : behind;
      }
    }
    return lag;
  }
}
