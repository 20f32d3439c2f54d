package io.quarterdeck.state.publish;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Whether the brokers can and may do what publication needs. Creates no topics. Blocks its caller.
 */
public final class KafkaCheck {
  private static final String MESSAGE_BYTES = "max.message.bytes";
  private static final String IN_SYNC = "min.insync.replicas";
  private static final int TIMEOUT_MS = 15_000;

  private final KafkaSettings settings;
  private final Topics topics;
  private final Map<String, Object> client;

  public KafkaCheck(KafkaSettings settings, Topics topics) {
    this.settings = settings;
    this.topics = topics;
    this.client = new HashMap<>(settings.common());
    client.put("default.api.timeout.ms", TIMEOUT_MS);
    client.put("request.timeout.ms", TIMEOUT_MS / 3);
  }

  public List<String> problems() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    try (Admin admin = Admin.create(client)) {
      int brokers = admin.describeCluster().nodes().get().size();
      for (String name :
          List.of(topics.cursor(), topics.changes(), topics.objects(Resources.PODS))) {
        check(admin, name, brokers, problems);
      }
    } catch (ExecutionException | KafkaException e) {
      problems.add("Kafka at " + settings.bootstrapServers() + " does not answer: " + reason(e));
      return problems;
    }
    checkTransactions(problems);
    return problems;
  }

  private void check(Admin admin, String name, int brokers, List<String> problems)
      throws InterruptedException {
    try {
      admin
          .createTopics(
              List.of(TopicKeeper.topic(name, topics, settings, brokers)),
              new CreateTopicsOptions().validateOnly(true))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        checkExisting(admin, name, brokers, problems);
      } else {
        problems.add("Kafka: the topic " + name + " cannot be created: " + reason(e));
      }
    }
  }

  private void checkExisting(Admin admin, String name, int brokers, List<String> problems)
      throws InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      Config config =
          Objects.requireNonNull(admin.describeConfigs(List.of(topic)).all().get().get(topic));
      int bytes = Integer.parseInt(config.get(MESSAGE_BYTES).value());
      if (bytes < settings.recordBytesMax()) {
        problems.add(
            "Kafka: the topic %s takes records of %d bytes; it needs %s=%d"
                .formatted(name, bytes, MESSAGE_BYTES, settings.recordBytesMax()));
      }
      int inSync = Integer.parseInt(config.get(IN_SYNC).value());
      if (inSync > brokers) {
        problems.add(
            "Kafka: the topic %s takes records while %s=%d brokers have them; there are %d"
                .formatted(name, IN_SYNC, inSync, brokers));
      }
    } catch (ExecutionException e) {
      problems.add("Kafka: the settings of the topic " + name + " cannot be read: " + reason(e));
    }
  }

  /** Under an id of its own: the publisher's would fence one that is at work. */
  private void checkTransactions(List<String> problems) {
    Map<String, Object> config = new HashMap<>(client);
    config.remove("default.api.timeout.ms");
    config.put("transactional.id", "quarterdeck." + topics.cluster() + ".check");
    config.put("max.block.ms", TIMEOUT_MS);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
    } catch (KafkaException e) {
      problems.add("Kafka: transactions do not work: " + reason(e));
    }
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
