package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.testkit.BrokerTrio;
import io.quarterdeck.testkit.PostgresPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a PostgreSQL with a standby and on three brokers that somebody else operates. */
class OperatedEnginesTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path dir;

  @Test
  void aClusterIsBackedUpAndRestoredIntoAnotherDatabase() throws IOException, SQLException {
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
      String first = "--database=" + postgres.url();
      String other = postgres.createDatabase("other");
      try (Cluster cluster = Cluster.start(with(engines, first))) {
        assertThat(cluster.addresses()).as("the roles").hasSize(6);
        kafka.kill(0);
        cluster.kubectl("create", "deployment", "web", "--image=quarterdeck/web:1").ok();
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=60s").ok();
        cluster.quarterdeck(LIMIT, "backup", backup.toString(), "--with-keys").ok();
        cluster.purge();

        String[] used = with(engines, first, backup.toString());
        assertThat(cluster.quarterdeck(LIMIT, "restore", used).fails())
            .contains("the database is not empty; only into an empty one is restored");
        String[] empty = with(engines, "--database=" + other, backup.toString());
        cluster.quarterdeck(LIMIT, "restore", empty).ok();
      }
      assertThat(deployments(other, postgres)).isEqualTo("web");
    }
  }

  private static String deployments(String database, PostgresPair postgres)
      throws IOException, SQLException {
    Properties login = new Properties();
    login.setProperty("user", postgres.username());
    login.setProperty("password", Files.readString(postgres.passwordFile()));
    try (Connection connection = DriverManager.getConnection("jdbc:" + database, login);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select name from objects where resource = 'deployments'")) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static String[] with(List<String> options, String... others) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }
}
