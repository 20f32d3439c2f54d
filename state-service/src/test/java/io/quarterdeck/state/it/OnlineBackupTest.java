package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.model.Json;
import io.quarterdeck.state.backup.BackupTool;
import io.quarterdeck.state.log.Incarnations;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.TestStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A backup is of one moment, whoever writes meanwhile; what is restored from it goes on. */
@ExtendWith(TestStores.class)
class OnlineBackupTest {
  private static final int WRITES = 20;

  /** What one look at the store showed, and how far the store was by then. */
  private record Look(long revision, Map<String, String> values) {}

  @TempDir private Path folder;
  private final Cluster cluster = new Cluster(1);

  @Test
  void isRestoredAsItWasReadAndGoesOnBeyondAllThatWasSeen(TestStores stores) throws Exception {
    Path file = folder.resolve("online.backup");
    Instant between;
    Look early;
    Look newest;
    Look last;
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      assertThat(cluster.change(state, 100)).isTrue();
      early = look(state, 0);
      between = Instant.now();
      AtomicBoolean taken = new AtomicBoolean();
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(state, taken));
      tool(stores, "backup", file);
      taken.set(true);
      writing.get();
      long revision = newestRevision(stores, file);
      newest = look(state, revision);
      last = look(state, 0);
      assertThat(last.revision()).isGreaterThan(revision);
    }

    empty(stores);
    tool(stores, "load", file);
    assertThat(stored(stores)).isEqualTo(newest.values());

    empty(stores);
    tool(stores, "load", file, "--time=" + between);
    // Ready at once, though the topics know of later revisions: these are beyond them.
    try (StateProcess state = StateProcess.start(stores, Map.of())) {
      assertThat(look(state, 0).values()).isEqualTo(early.values());
      assertThat(cluster.change(state, WRITES)).isTrue();
      assertThat(look(state, 0).revision()).isGreaterThan(last.revision() + Incarnations.GAP);
    }
  }

  private void write(StateProcess state, AtomicBoolean taken) {
    boolean enough;
    do {
      enough = taken.get();
      assertThat(cluster.change(state, WRITES)).isTrue();
    } while (!enough);
  }

  /** At a revision, or now when that is 0. */
  private static Look look(StateProcess state, long revision) {
    ManagedChannel channel = state.channel("quarterdeck:operator");
    try {
      RangeResponse range =
          KVGrpc.newBlockingStub(channel).range(all("/registry/").setRevision(revision).build());
      Map<String, String> values = new TreeMap<>();
      for (KeyValue kv : range.getKvsList()) {
        values.put(kv.getKey().toStringUtf8(), kv.getModRevision() + kv.getValue().toStringUtf8());
      }
      return new Look(range.getHeader().getRevision(), values);
    } finally {
      channel.shutdownNow();
    }
  }

  private long newestRevision(TestStores stores, Path file) throws IOException {
    return Json.parse(tool(stores, "describe", file).getBytes(UTF_8))
        .at("/newest/revision")
        .asLong();
  }

  private String tool(TestStores stores, String verb, Path file, String... options)
      throws IOException {
    PostgresServer postgres = stores.postgres();
    Path settings = folder.resolve("settings");
    Files.writeString(
        settings,
        """
        quarterdeck.database.url=%s
        quarterdeck.database.username=%s
        quarterdeck.database.password-file=%s
        """
            .formatted(postgres.url(), postgres.username(), postgres.passwordFile()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(said, true, UTF_8);
    String[] arguments = new String[options.length + 2];
    arguments[0] = verb;
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    int code = new BackupTool(settings, print, print).run(arguments);
    assertThat(code).as(said.toString(UTF_8)).isZero();
    return said.toString(UTF_8);
  }

  /** What the table of the current state has, without a service. */
  private static Map<String, String> stored(TestStores stores) throws SQLException {
    Map<String, String> values = new TreeMap<>();
    try (Connection connection = connect(stores);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select convert_from(key, 'UTF8'), mod_revision || convert_from(value, 'UTF8')"
                    + " from current_state where key >= '/registry/' and key < '/registry0'")) {
      while (rows.next()) {
        values.put(rows.getString(1), rows.getString(2));
      }
    }
    return values;
  }

  private static void empty(TestStores stores) throws SQLException {
    try (Connection connection = connect(stores);
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema public cascade");
      statement.execute("create schema public");
    }
  }

  private static Connection connect(TestStores stores) throws SQLException {
    PostgresServer postgres = stores.postgres();
    return DriverManager.getConnection(
        "jdbc:" + postgres.url(), postgres.username(), postgres.password());
  }
}
