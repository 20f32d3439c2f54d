package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;
import static io.quarterdeck.state.it.Calls.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.BrokerTrio;
import io.quarterdeck.testkit.PostgresPair;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a PostgreSQL with a standby and on three brokers, as somebody else operates them. */
@ExtendWith(TestStores.class)
class OperatedEnginesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String OBJECTS = "/registry/core/configmaps/default/";
  private static final Topics TOPICS = new Topics(StateProcess.CLUSTER);

  private static PostgresPair postgres;
  private static BrokerTrio kafka;
  private static StateProcess state;

  @BeforeAll
  static void operate(TestStores stores) throws IOException {
    Path folder = stores.folder().resolve("operated");
    postgres = PostgresPair.start(folder.resolve("postgres"));
    kafka = BrokerTrio.start(folder.resolve("kafka"));
    Path properties = folder.resolve("kafka.properties");
    Files.writeString(properties, "security.protocol=PLAINTEXT\n");
    Map<String, String> settings =
        Map.of(
            "quarterdeck.database.url",
            postgres.url(),
            "quarterdeck.database.username",
            postgres.username(),
            "quarterdeck.database.password-file",
            postgres.passwordFile().toString(),
            "quarterdeck.kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "quarterdeck.kafka.client-properties",
            properties.toString());
    state = StateProcess.start(stores, settings);
  }

  @AfterAll
  static void end() {
    state.close();
    kafka.close();
    postgres.close();
  }

  @Test
  void nothingIsLostWhileBrokersAreKilledOneAfterAnother() {
    ManagedChannel channel = state.gateway();
    try {
      KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
      for (int broker = 0; broker < kafka.size(); broker++) {
        awaitEveryReplica();
        kafka.kill(broker);
        String name = "without-" + broker;
        long revision = kv.put(put(OBJECTS + name, object(name)).build()).getHeader().getRevision();
        Await.untilAsserted(
            "it is published while a broker is away",
            TIMEOUT,
            () -> assertThat(publishedRevisions()).endsWith(revision));
        kafka.restart(broker);
      }
      assertThat(publishedRevisions()).isSorted().doesNotHaveDuplicates();
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void goesOnWithTheStandbyThatWasPromoted() {
    ManagedChannel channel = state.gateway();
    try (WatchedKeys watched = WatchedKeys.from(channel, "/promoted/")) {
      KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
      IntStream.range(0, 50).forEach(i -> kv.put(put("/promoted/" + i, "before").build()));
      postgres.killPrimary();
      postgres.promote();
      Await.until("a write succeeds", TIMEOUT, () -> isWritten(kv, "/promoted/next"));
      List<KeyValue> all = kv.range(all("/promoted/").build()).getKvsList();
      assertThat(all).hasSize(51);
      watched.awaitEachOnce(all);
    } finally {
      channel.shutdownNow();
    }
  }

  private static boolean isWritten(KVGrpc.KVBlockingStub kv, String key) {
    try {
      kv.withDeadlineAfter(5, TimeUnit.SECONDS).put(put(key, "after").build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static List<Long> publishedRevisions() {
    return Topic.read(client(), TOPICS.changes()).stream()
        .map(record -> Long.valueOf(Topic.header(record, EventHeaders.REVISION)))
        .toList();
  }

  /** Until then, losing one more broker would be losing two. */
  private static void awaitEveryReplica() {
    Await.until(
        "every topic has all its replicas", TIMEOUT, () -> smallestInSync() == kafka.size());
  }

  private static int smallestInSync() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(new HashMap<>(client()))) {
      return admin
          .describeTopics(admin.listTopics().names().get())
          .allTopicNames()
          .get()
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .mapToInt(partition -> partition.isr().size())
          .min()
          .orElse(0);
    }
  }

  private static Map<String, String> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static String object(String name) {
    return "{\"metadata\":{\"name\":\"%1$s\",\"namespace\":\"default\",\"uid\":\"%1$s\"}}"
        .formatted(name);
  }
}
