package io.quarterdeck.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which topics there are, and by which id: a consumer does not tell. */
final class TopicLookup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLookup.class);
  private static final DescribeTopicsOptions OPTIONS = new DescribeTopicsOptions().timeoutMs(5000);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Admin admin;

  TopicLookup(Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.keySet().retainAll(AdminClientConfig.configNames());
    this.admin = Admin.create(own);
  }

  /** Those of the topics that exist as far as the brokers tell just now. */
  Map<String, TopicDescription> describe(Set<String> topics) throws InterruptedException {
    Map<String, TopicDescription> found = new HashMap<>();
    for (KafkaFuture<TopicDescription> each :
        admin.describeTopics(topics, OPTIONS).topicNameValues().values()) {
      try {
        TopicDescription topic = each.get();
        found.put(topic.name(), topic);
      } catch (ExecutionException e) {
        note(e.getCause());
      }
    }
    return found;
  }

  static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(each -> new TopicPartition(topic.name(), each.partition()));
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }

  private static void note(@Nullable Throwable cause) {
    switch (cause) {
      case UnknownTopicOrPartitionException e -> LOG.debug("Not there yet: {}", e.getMessage());
      case RetriableException e -> LOG.info("The brokers do not answer: {}", e.getMessage());
      case null, default -> throw new KafkaException("cannot look up topics", cause);
    }
  }
}
