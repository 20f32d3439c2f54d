package io.quarterdeck.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir static Path dir;
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server =
        new PostgresServer(
            dir.resolve("pg"), dir.resolve("bin"), dir.resolve("pg.log"), FreePorts.next());
    server.start(TIMEOUT);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void whatItAcknowledgesIsOnDisk() throws SQLException {
    for (var setting :
        Map.of(
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "listen_addresses", "127.0.0.1",
                "server_encoding", "UTF8")
            .entrySet()) {
      assertThat(query("SHOW " + setting.getKey()))
          .as(setting.getKey())
          .isEqualTo(setting.getValue());
    }
    assertThat(query("SHOW server_version")).startsWith("18.");
  }

  @Test
  void theOwnerOfTheDatabaseIsNoSuperuser() throws SQLException {
    assertThat(query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).isEqualTo("f");
  }

  @Test
  void asksForThePassword() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.passwordFile())))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> connect("wrong").close()).hasMessageContaining("password");
  }

  @Test
  void startAdoptsARunningServer() {
    long pid = server.pid().orElseThrow();
    server.start(TIMEOUT);
    assertThat(server.pid()).hasValue(pid);
  }

  @Test
  void keepsWhatItAcknowledgedWhenKilled() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS kept (id int)", "INSERT INTO kept VALUES (1)");
    long killed = server.pid().orElseThrow();
    Processes.kill(killed, 9);
    assertThat(Processes.await(() -> !Processes.isRunning(killed), TIMEOUT)).isTrue();
    assertThat(server.isReady()).isFalse();

    server.start(TIMEOUT);

    assertThat(server.pid().orElseThrow()).isNotEqualTo(killed);
    assertThat(query("SELECT count(*) > 0 FROM kept")).isEqualTo("t");
  }

  @Test
  void aForeignProcessOfTheSameNumberIsNotTakenForTheServer() throws Exception {
    server.stop();
    assertThat(server.pid()).isEmpty();
    Files.writeString(
        dir.resolve("pg/data/postmaster.pid"), ProcessHandle.current().pid() + "\nx\n");
    assertThat(server.pid()).isEmpty();
    server.start(TIMEOUT);
    assertThat(query("SELECT 1")).isEqualTo("1");
  }

  private static Connection connect(String password) throws SQLException {
    return DriverManager.getConnection("jdbc:" + server.url(), server.username(), password);
  }

  private static String query(String sql) throws SQLException {
    try (Connection connection = connect(server.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = connect(server.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
