package io.quarterdeck.state.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.model.Writes;
import io.quarterdeck.testkit.TestStores;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader sees in SQL, of objects and of bytes that are none. */
@ExtendWith(TestStores.class)
class ViewsTest {
  private static final String DEPLOYMENT = "/registry/apps/deployments/default/web";
  private static final String NODE = "/registry/core/nodes/-/one";
  private static int schemas;

  private final Map<Key, Entry> state = new HashMap<>();
  private TestDatabase database;
  private TestDatabase superuser;
  private CommitLog log;
  private long revision = 1;

  @BeforeEach
  void open(TestStores stores) {
    String schema = "views_" + schemas++;
    database = TestDatabase.open(stores, schema);
    superuser = TestDatabase.superuser(stores, schema);
    database.rows("update leader set epoch = 1");
    Partitions partitions =
        new Partitions(database.pool(), new PartitionWidth(Duration.ofHours(1), 1_000));
    log = new PgCommitLog(database.pool(), partitions, "test", Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    database.close();
    superuser.close();
  }

  @Test
  void objectsByTheirNamesAndFields() {
    put(
        DEPLOYMENT,
        """
        {"metadata":{"name":"web","labels":{"app":"web"},"ownerReferences":[{"kind":"A"},
        {"kind":"B","controller":true}]},"spec":{"replicas":3}}""");
    put(NODE, "{\"metadata\":{\"name\":\"one\"}}");

    assertThat(
            asReader(
                "select o.group, resource, namespace, name, labels->>'app', owner->>'kind', revision,"
                    + " object->'spec'->>'replicas' from objects o order by name"))
        .containsExactly(
            "core nodes null one null null 3 null", "apps deployments default web web B 2 3");
  }

  @Test
  void changesWithWhatWasThereBeforeAlsoBehindTheHorizon() {
    put(NODE, "{\"step\":1}");
    put(NODE, "{\"step\":2}");
    put(NODE, "{\"step\":3}");
    remove(NODE);
    put(NODE, "{\"step\":4}");
    String changes =
        "select revision, actor, cause, verb, before->>'step', after->>'step' from changes"
            + " order by revision";
    assertThat(asReader(changes))
        .containsExactly(
            "2 actor 1 create null 1",
            "3 actor 2 update 1 2",
            "4 actor 3 update 2 3",
            "5 actor 4 delete 3 null",
            "6 actor 5 create null 4");

    HistoryFold fold = new HistoryFold(new Steps(database.pool()), 100);
    fold.step(1, 3);

    assertThat(asReader(changes))
        .containsExactly(
            "4 actor 3 update 2 3", "5 actor 4 delete 3 null", "6 actor 5 create null 4");
  }

  @Test
  void noBytesBreakThem() {
    put(NODE, "{\"metadata\":[1,2]}");
    for (int round = 0; round < 2; round++) {
      put(DEPLOYMENT + "-text", "no json " + round);
      put(DEPLOYMENT + "-zero", "{\"a\":\"\\u0000\"}");
      put(DEPLOYMENT + "-deep", "[".repeat(100_000) + "]".repeat(100_000));
      put(Key.of(DEPLOYMENT + "-bytes"), new byte[] {(byte) 0xff, 0, (byte) 0xc0});
      put(Key.of(DEPLOYMENT + "-empty"), new byte[0]);
      put(Key.of(concat("/registry/core/pods/default/", (byte) 0xff)), new byte[] {'{', '}'});
      put(Key.of(concat("/registry/core/pods/default/", (byte) 0)), new byte[] {'{', '}'});
      put("/registry/too/short", "{}");
      put("/registry/one/two/three/four/five", "{}");
      put("/registry/core/pods//name", "{}");
      put("/registry/ranges/ips/-/all", "{}");
      put("/outside/of/the/objects", "{}");
    }

    assertThat(asReader("select name, object is null, labels, owner from objects order by name"))
        .containsExactly(
            "one false null null",
            "web-bytes true null null",
            "web-deep true null null",
            "web-empty true null null",
            "web-text true null null",
            "web-zero true null null");
    assertThat(asReader("select count(*), count(before), count(after) from changes"))
        .containsExactly("11 0 1");
  }

  @Test
  void theReaderReadsNothingElse() {
    assertThat(
            database
                .rows(
                    """
                    select relname from pg_class c where relnamespace = current_schema()::regnamespace
                      and relkind in ('r', 'p', 'v', 'S')
                      and has_table_privilege('quarterdeck_reader', c.oid, 'select')
                    order by relname""")
                .stream()
                .map(row -> row.getString(0)))
        .containsExactly("changes", "objects");
    assertThatThrownBy(() -> asReader("select value from current_state"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void theMigrationNeedsNoRightToCreateRoles(TestStores stores) {
    String roles = "select count(*) from pg_roles where rolname = 'quarterdeck_reader'";
    superuser.rows("drop owned by quarterdeck_reader");
    superuser.rows("drop role quarterdeck_reader");
    close();
    open(stores);
    assertThat(database.number("select count(*) from objects")).isZero();
    assertThat(database.number("select count(*) from changes")).isZero();
    assertThat(database.number(roles)).isZero();
    superuser.rows("alter role quarterdeck createrole");
    close();
    open(stores);
    superuser.rows("alter role quarterdeck nocreaterole");
    assertThat(database.number(roles)).isOne();
    assertThat(asReader("select * from objects")).isEmpty();
  }

  private void put(String key, String value) {
    put(Key.of(key), value.getBytes(UTF_8));
  }

  private void put(Key key, byte[] value) {
    Optional<Entry> previous = Optional.ofNullable(state.get(key));
    revision++;
    Entry entry =
        new Entry(
            key,
            value,
            previous.map(Entry::createRevision).orElse(revision),
            revision,
            previous.map(Entry::version).orElse(0L) + 1,
            0);
    state.put(key, entry);
    commit(new Change(key, Optional.of(entry), previous));
  }

  private void remove(String name) {
    revision++;
    Entry previous = state.remove(Key.of(name));
    commit(new Change(Key.of(name), Optional.empty(), Optional.of(previous)));
  }

  private void commit(Change change) {
    Commit commit =
        new Commit(
            revision,
            List.of(change),
            new Origin("actor", revision - 1, ""),
            Instant.ofEpochSecond(1_900_000_000L + revision));
    TestDatabase.await(log.append(1, new Writes(List.of(commit), List.of())));
  }

  private List<String> asReader(String sql) {
    RowSet<Row> rows =
        TestDatabase.await(
            superuser
                .pool()
                .withTransaction(
                    connection ->
                        connection
                            .query("set local role quarterdeck_reader")
                            .execute()
                            .compose(done -> connection.query(sql).execute())));
    return StreamSupport.stream(rows.spliterator(), false).map(ViewsTest::show).toList();
  }

  private static String show(Row row) {
    return String.join(
        " ", IntStream.range(0, row.size()).mapToObj(at -> text(row.getValue(at))).toList());
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  private static byte[] concat(String prefix, byte last) {
    byte[] bytes = Arrays.copyOf(prefix.getBytes(UTF_8), prefix.length() + 1);
    bytes[prefix.length()] = last;
    return bytes;
  }
}
