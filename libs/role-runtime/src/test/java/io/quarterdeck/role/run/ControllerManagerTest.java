package io.quarterdeck.role.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.KafkaSettings;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.FakeApi;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.leader.LeaderElection;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole role without its process: Kafka's topics in, reconciliations out. */
@ExtendWith(TestStores.class)
class ControllerManagerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String cluster = "test-" + UUID.randomUUID();
  private final Topics topics = new Topics(cluster);
  private final FakeApi api = new FakeApi();
  private final Set<ObjectKey> reconciled = ConcurrentHashMap.newKeySet();
  private Admin admin;
  private KafkaProducer<String, byte[]> producer;
  private ControllerManager manager;

  @BeforeEach
  void connect(TestStores stores, @TempDir Path folder) throws Exception {
    Map<String, Object> settings = new HashMap<>(stores.kafkaClientProperties());
    admin = Admin.create(settings);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    for (ResourceType each : List.of(Resources.PODS, Resources.NODES)) {
      admin.createTopics(Set.of(new NewTopic(topics.objects(each), 1, (short) 1))).all().get();
    }
    Path file = folder.resolve("client.properties");
    Properties properties = new Properties();
    settings.forEach((name, value) -> properties.put(name, value.toString()));
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    manager =
        new ControllerManager(
            "test",
            cluster,
            new KafkaSettings(
                String.valueOf(settings.get("bootstrap.servers")),
                Optional.empty(),
                Optional.of(file)),
            api,
            new SimpleMeterRegistry());
    manager
        .electedBy(
            new LeaderElection(api, new ObjectKey("kube-system", "test"), "one", Clock.systemUTC()))
        .controller("pods")
        .watches(Resources.PODS)
        .reconcile(
            (key, _) -> {
              reconciled.add(key);
              return Reconciler.Outcome.DONE;
            });
    manager.caches(Resources.NODES);
  }

  @AfterEach
  void disconnect() {
    manager.close();
    producer.close();
    admin.close();
  }

  @Test
  void aRestoreDropsEveryCacheAndBeginsAnew() throws Exception {
    send(Resources.PODS, "a", "one", 1);
    send(Resources.NODES, "n", "one", 2);
    manager.start();
    Await.until("the pod is seen", SOON, () -> reconciled.contains(pod("a")));

    send(Resources.NODES, "m", "two", 1_000);
    Await.until(
        "the old pods are gone", SOON, () -> manager.cache().keys(Resources.PODS).isEmpty());
    Await.untilAsserted(
        "the new node alone",
        SOON,
        () ->
            assertThat(manager.cache().keys(Resources.NODES))
                .containsExactly(ObjectKey.cluster("m")));

    reconciled.clear();
    send(Resources.PODS, "late", "one", 3);
    send(Resources.PODS, "b", "two", 1_001);
    Await.until("the new pod is seen", SOON, () -> reconciled.contains(pod("b")));
    assertThat(reconciled).containsExactly(pod("b"));
    assertThat(manager.isHealthy()).isTrue();
  }

  @Test
  void aRecordThatCannotBeReadMakesItUnhealthyUntilItIsReplaced() throws Exception {
    send(Resources.PODS, "a", "one", 1);
    manager.start();
    Await.until("the pod is seen", SOON, () -> reconciled.contains(pod("a")));
    assertThat(manager.isHealthy()).isTrue();

    producer
        .send(
            new ProducerRecord<>(
                topics.objects(Resources.PODS), "b", "{".getBytes(StandardCharsets.UTF_8)))
        .get();
    Await.until("it is unhealthy", SOON, () -> !manager.isHealthy());

    admin.deleteTopics(List.of(topics.objects(Resources.PODS))).all().get();
    Await.until(
        "the topic is there again",
        SOON,
        () -> {
          admin
              .createTopics(Set.of(new NewTopic(topics.objects(Resources.PODS), 1, (short) 1)))
              .all()
              .get();
          return true;
        });
    send(Resources.PODS, "c", "one", 3);
    Await.until("the new pod is seen", SOON, () -> reconciled.contains(pod("c")));
    Await.until("it is healthy", SOON, manager::isHealthy);
  }

  @Test
  void aSlowApiEndsTheLeadership() throws Exception {
    send(Resources.PODS, "a", "one", 1);
    manager.start();
    Await.until("the pod is seen", SOON, () -> reconciled.contains(pod("a")));

    api.failing = true;
    Await.until("it does not lead", SOON, () -> !manager.isLeading());
    reconciled.clear();
    Await.until("it has stopped", SOON, () -> !manager.isActing());
    api.failing = false;
    Await.until("it begins anew", SOON, () -> reconciled.contains(pod("a")));
  }

  private static ObjectKey pod(String name) {
    return new ObjectKey("default", name);
  }

  private void send(ResourceType type, String name, String incarnation, long revision)
      throws Exception {
    ObjectKey key = type.namespaced() ? pod(name) : ObjectKey.cluster(name);
    ApiObject object = ApiObject.create(type, key);
    object
        .json()
        .withObject("/metadata")
        .put("uid", name)
        .put("resourceVersion", Long.toString(revision));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topics.objects(type),
            type.namespaced() ? "default/" + name : name,
            Json.bytes(object.json()));
    record.headers().add(EventHeaders.INCARNATION, incarnation.getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add(EventHeaders.REVISION, Long.toString(revision).getBytes(StandardCharsets.UTF_8));
    producer.send(record).get();
  }
}
