package io.quarterdeck.scheduler.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.Resources;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka with the topics of a cluster, and a small gateway that writes to them. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  private Optional<SmallGateway> gateway = Optional.empty();

  @Override
  public Map<String, String> start() {
    TestStores stores = TestStores.shared();
    String cluster = "test-" + UUID.randomUUID();
    Map<String, String> kafka = stores.kafkaClientProperties();
    Topics topics = new Topics(cluster);
    try (Admin admin = Admin.create(Map.copyOf(kafka))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.objects(Resources.PODS), 1, (short) 1),
                  new NewTopic(topics.objects(Resources.NODES), 1, (short) 1)))
          .all()
          .get();
      gateway = Optional.of(new SmallGateway(cluster, kafka));
    } catch (IOException | ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the surroundings of the scheduler do not start", e);
    }
    Identity identity = stores.identity("scheduler", "quarterdeck:operator");
    return Map.of(
        "quarterdeck.cluster", cluster,
        "quarterdeck.api.server", gateway.orElseThrow().uri().toString(),
        "quarterdeck.kafka.bootstrap-servers", stores.kafka().bootstrapServers(),
        "quarterdeck.tls.ca", identity.ca().toString(),
        "quarterdeck.tls.certificate", identity.certificate().toString(),
        "quarterdeck.tls.key", identity.key().toString(),
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    gateway.ifPresent(SmallGateway::close);
  }
}
