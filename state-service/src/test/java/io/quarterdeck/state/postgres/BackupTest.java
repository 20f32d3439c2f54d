package io.quarterdeck.state.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.Json;
import io.quarterdeck.state.backup.BackupTool;
import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.Incarnations;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.testkit.TestStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is restored is what was there, whatever became of the history meanwhile. */
@ExtendWith(TestStores.class)
class BackupTest {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final String PODS = "/registry/core/pods/default/";
  private static final String SECRETS = "/registry/core/secrets/default/";
  private static final long EPOCH = 1;
  private static int schemas;

  /** What the tool did and said. */
  private record Result(int code, String text) {
    boolean succeeded() {
      return code == 0;
    }
  }

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private TestStores stores;
  private Path file;

  @BeforeEach
  void begin(TestStores shared) {
    stores = shared;
    file = folder.resolve("cluster.backup");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachRevisionOfABackupCanBeRestored(long seed) throws IOException {
    Random random = new Random(seed);
    String source = "backup_" + schemas++;
    try (TestDatabase database = TestDatabase.open(stores, source)) {
      ModelHistory model = model(database, random, PODS);
      model.write(EPOCH, 60);
      long horizon = 1 + random.nextLong(model.revision());
      HistoryFold fold = new HistoryFold(new Steps(database.pool()), 7);
      while (fold.step(EPOCH, horizon) < horizon) {}
      model.write(EPOCH, 60);
      assertThat(tool(source, "backup", "--keys=" + folder)).matches(Result::succeeded);
      long newest = model.revision();
      for (long revision :
          List.of(horizon, horizon + random.nextLong(newest - horizon), newest - 1, newest)) {
        String target = "backup_" + schemas++;
        assertThat(restore(database, target, "--revision=" + revision).text())
            .isEqualTo("the state is that of revision " + revision);
        checkRestored(target, model, horizon, revision);
      }
      assertThat(restore(database, "backup_" + schemas++, "--revision=" + (horizon - 1)))
          .isEqualTo(
              new Result(
                  1,
                  "revision %d is not in the backup, which holds %d to %d"
                      .formatted(horizon - 1, horizon, newest)));
    }
  }

  private void checkRestored(String schema, ModelHistory model, long horizon, long revision) {
    try (TestDatabase restored = TestDatabase.open(stores, schema)) {
      PgHistory history = new PgHistory(restored.pool());
      for (long past = horizon; past <= revision; past++) {
        assertThat(states(history, past))
            .as("revision %d", past)
            .isEqualTo(show(model.at(past).values()));
      }
      long base = restored.number("select base_revision from cluster_meta");
      assertThat(base).isGreaterThanOrEqualTo(model.revision() + Incarnations.GAP);
      assertThat(states(history, base)).isEqualTo(show(model.at(revision).values()));
      assertThat(restored.number("select max(revision) from resource_head")).isLessThan(base);
      assertThat(
              restored.number(
                  "select count(*) from current_state c where lease <> 0"
                      + " and not exists (select 1 from lease l where l.id = c.lease)"))
          .isZero();
    }
  }

  @Test
  void everyTableOfTheStateIsInABackup() throws IOException {
    String source = "backup_" + schemas++;
    try (TestDatabase database = TestDatabase.open(stores, source)) {
      assertThat(tool(source, "backup")).matches(Result::succeeded);
      List<String> told =
          new ArrayList<>(List.of("flyway_schema_history", "leader", "replica", "space_alarm"));
      Json.parse(tool(source, "describe").text().getBytes(UTF_8))
          .path("tables")
          .forEach(table -> told.add(table.path("name").asText()));
      assertThat(told)
          .containsExactlyInAnyOrderElementsOf(
              database
                  .rows("select tablename from pg_tables where schemaname = '" + source + "'")
                  .stream()
                  .map(row -> row.getString(0))
                  .toList());
    }
  }

  @Test
  void onlyAnUnusedDatabaseIsRestoredInto() throws IOException {
    String source = "backup_" + schemas++;
    try (TestDatabase database = TestDatabase.open(stores, source)) {
      model(database, new Random(1), PODS).write(EPOCH, 10);
      assertThat(tool(source, "backup")).matches(Result::succeeded);
      // Tables that nobody has used may be those of a restoration that was cut off.
      String target = "backup_" + schemas++;
      TestDatabase.open(stores, target).close();
      assertThat(tool(target, "load")).matches(Result::succeeded);
      assertThat(tool(target, "load"))
          .isEqualTo(
              new Result(1, "the database is not empty; only into an empty one is restored"));
    }
  }

  @Test
  void secretsAreLeftOutWhenTheirKeyIsLost() throws IOException {
    String source = "backup_" + schemas++;
    String target = "backup_" + schemas++;
    try (TestDatabase database = TestDatabase.open(stores, source)) {
      model(database, new Random(1), PODS, SECRETS).write(EPOCH, 60);
      Files.writeString(folder.resolve("secrets.key"), "one");
      assertThat(tool(source, "backup", "--keys=" + folder)).matches(Result::succeeded);
      assertThat(tool(source, "check", "--keys=" + folder.resolve("new")).text())
          .startsWith(file + " was made without keys: put the secrets.key of its cluster into ");
      Files.writeString(folder.resolve("secrets.key"), "another");
      assertThat(tool(source, "check", "--keys=" + folder).text())
          .endsWith("secrets.key is not the key that the Secrets of " + file + " were sealed with");
      assertThat(tool(source, "check", "--without-secrets")).matches(Result::succeeded);
      assertThat(restore(database, target, "--without-secrets")).matches(Result::succeeded);
    }
    try (TestDatabase restored = TestDatabase.open(stores, target)) {
      for (String table : List.of("current_state", "history")) {
        assertThat(
                restored.rows(
                    "select distinct convert_from(substr(key, 1, "
                        + PODS.length()
                        + "), 'UTF8') from "
                        + table))
            .extracting(row -> row.getString(0))
            .containsExactly(PODS);
      }
    }
  }

  @Test
  void keysComeBackWithTheBackupThatHoldsThem() throws IOException {
    String source = "backup_" + schemas++;
    TestDatabase.open(stores, source).close();
    Files.writeString(folder.resolve("secrets.key"), "one");
    Files.writeString(folder.resolve("service-account.key"), "two");
    assertThat(tool(source, "backup", "--keys=" + folder, "--with-keys"))
        .matches(Result::succeeded);
    Path keys = folder.resolve("new");
    assertThat(tool(source, "check", "--keys=" + keys)).matches(Result::succeeded);
    assertThat(keys.resolve("secrets.key")).hasContent("one");
    assertThat(keys.resolve("service-account.key")).hasContent("two");
  }

  private ModelHistory model(TestDatabase database, Random random, String... prefixes) {
    database.rows("update leader set epoch = 1");
    Partitions ahead = new Partitions(database.pool(), new PartitionWidth(Duration.ofHours(1), 40));
    CommitLog log = new PgCommitLog(database.pool(), ahead, "test", Duration.ofSeconds(30));
    return new ModelHistory(random, log, List.of(prefixes));
  }

  private Result restore(TestDatabase database, String schema, String target) throws IOException {
    database.rows("create schema " + schema);
    return tool(schema, "load", target);
  }

  private Result tool(String schema, String verb, String... options) throws IOException {
    Path settings = folder.resolve("settings");
    Files.writeString(
        settings,
        """
        quarterdeck.database.url=%s?currentSchema=%s
        quarterdeck.database.username=%s
        quarterdeck.database.password-file=%s
        """
            .formatted(
                stores.postgres().url(),
                schema,
                stores.postgres().username(),
                stores.postgres().passwordFile()));
    List<String> arguments = new ArrayList<>(List.of(verb, file.toString()));
    arguments.addAll(Arrays.asList(options));
    said.reset();
    PrintStream print = new PrintStream(said, true, UTF_8);
    int code = new BackupTool(settings, print, print).run(arguments.toArray(String[]::new));
    return new Result(code, said.toString(UTF_8).strip());
  }

  private static List<String> states(PgHistory history, long revision) {
    return show(
        TestDatabase.await(history.sliceAt(EVERYTHING, revision, Long.MAX_VALUE)).entries());
  }

  private static List<String> show(Collection<Entry> entries) {
    return entries.stream()
        .map(
            it ->
                "%s=%s c%d m%d v%d l%d"
                    .formatted(
                        it.key(),
                        new String(it.value(), UTF_8),
                        it.createRevision(),
                        it.modRevision(),
                        it.version(),
                        it.lease()))
        .toList();
  }
}
