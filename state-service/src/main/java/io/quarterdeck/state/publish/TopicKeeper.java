package io.quarterdeck.state.publish;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics with explicit settings before anything is sent to them. Blocks its caller. */
final class TopicKeeper {
  private static final int REPLICAS_MAX = 3;

  private final Admin admin;
  private final Topics topics;
  private final KafkaSettings settings;
  private final Set<String> known = new HashSet<>();

  TopicKeeper(Admin admin, Topics topics, KafkaSettings settings) {
    this.admin = admin;
    this.topics = topics;
    this.settings = settings;
  }

  /** Those that exist from the beginning. */
  void ensureBasics() throws InterruptedException {
    List<String> basics = new ArrayList<>(List.of(topics.cursor(), topics.changes()));
    for (ResourceType type : Kinds.builtIn().storedTypes()) {
      basics.add(topics.objects(type));
    }
    ensure(basics);
  }

  void ensure(Collection<String> names) throws InterruptedException {
    List<String> missing = names.stream().filter(name -> !known.contains(name)).toList();
    if (missing.isEmpty()) {
      return;
    }
    int brokers = brokers();
    var created =
        admin
            .createTopics(
                missing.stream().map(name -> topic(name, topics, settings, brokers)).toList())
            .values();
    for (String name : missing) {
      try {
        Objects.requireNonNull(created.get(name), name).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException("cannot create the topic " + name, e.getCause());
        }
      }
      known.add(name);
    }
  }

  /** The names of this cluster's topics that a predicate admits. */
  Set<String> existing(Predicate<String> wanted) throws InterruptedException {
    try {
      return admin.listTopics().names().get().stream()
          .filter(wanted)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot list the topics", e.getCause());
    }
  }

  void drop(Set<String> names) throws InterruptedException {
    for (var each : admin.deleteTopics(names).topicNameValues().entrySet()) {
      try {
        each.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new IllegalStateException("cannot delete the topic " + each.getKey(), e.getCause());
        }
      }
    }
    known.removeAll(names);
  }

  private int brokers() throws InterruptedException {
    try {
      return admin.describeCluster().nodes().get().size();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot tell the brokers", e.getCause());
    }
  }

  /**
   * How a topic is to be.
   *
   * @param brokers of which one may be lost when there are three
   */
  static NewTopic topic(String name, Topics topics, KafkaSettings settings, int brokers) {
    int replicas = Math.clamp(brokers, 1, REPLICAS_MAX);
    Map<String, String> config = new HashMap<>();
    config.put("min.insync.replicas", Integer.toString(Math.max(1, replicas - 1)));
    config.put("max.message.bytes", Integer.toString(settings.recordBytesMax()));
    config.put("segment.index.bytes", Integer.toString(1 << 20));
    if (name.equals(topics.changes())) {
      config.put("cleanup.policy", "delete");
      config.put("retention.ms", Long.toString(settings.changesRetentionMs()));
      config.put("segment.bytes", Integer.toString(64 << 20));
    } else {
      config.put("cleanup.policy", "compact");
      config.put("segment.bytes", Integer.toString(16 << 20));
      config.put("segment.ms", "3600000");
      config.put("min.cleanable.dirty.ratio", "0.3");
      config.put("max.compaction.lag.ms", "86400000");
      config.put("delete.retention.ms", "86400000");
    }
    return new NewTopic(name, Optional.of(1), Optional.of((short) replicas)).configs(config);
  }
}
