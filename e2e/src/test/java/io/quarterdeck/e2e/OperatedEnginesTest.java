package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.testkit.BrokerTrio;
import io.quarterdeck.testkit.PostgresPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a PostgreSQL with a standby and on three brokers that somebody else operates. */
class OperatedEnginesTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path dir;

  @Test
  void aClusterIsBackedUpAndRestoredIntoAnotherDatabase() throws IOException {
    Path properties = Files.writeString(dir.resolve("client"), "security.protocol=PLAINTEXT\n");
    Path backup = dir.resolve("backup.zip");
    try (PostgresPair postgres = PostgresPair.start(dir.resolve("postgres"));
        BrokerTrio kafka = BrokerTrio.start(dir.resolve("kafka"))) {
      List<String> engines =
          List.of(
              "--database-user=" + postgres.username(),
              "--database-password-file=" + postgres.passwordFile(),
              "--kafka=" + kafka.bootstrapServers(),
              "--kafka-properties=" + properties);
      String[] first = with(engines, "--database=" + postgres.url());
      String[] second = with(engines, "--database=" + postgres.createDatabase("second"));
      try (Cluster cluster = Cluster.start(first)) {
        assertThat(cluster.addresses()).as("the roles").hasSize(6);
        cluster.kubectl("create", "configmap", "kept", "--from-literal=a=1").ok();
        kafka.kill(0);
        cluster.kubectl("create", "deployment", "web", "--image=quarterdeck/web:1").ok();
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
        cluster.quarterdeck(LIMIT, "backup", backup.toString(), "--with-keys").ok();
        cluster.kubectl("delete", "configmap", "kept").ok();
        cluster.purge();

        assertThat(cluster.quarterdeck(LIMIT, "restore", with(first, backup.toString())).fails())
            .contains("the database is not empty; only into an empty one is restored");
        cluster.quarterdeck(LIMIT, "restore", with(second, backup.toString())).ok();
        cluster.up();
        assertThat(cluster.get("configmap", "kept").at("/data/a").asText()).isEqualTo("1");
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
      }
    }
  }

  private static String[] with(List<String> options, String another) {
    List<String> all = new ArrayList<>(options);
    all.add(another);
    return all.toArray(String[]::new);
  }

  private static String[] with(String[] options, String another) {
    return with(List.of(options), another);
  }
}
