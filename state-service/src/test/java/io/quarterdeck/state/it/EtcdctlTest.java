package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.state.v1.SnapshotRecord;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with etcdctl. */
@ExtendWith(TestStores.class)
class EtcdctlTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int DIGEST_BYTES = 32;
  private static final int SECTOR_BYTES = 512;

  private static final int PARTITION_MAX = 100;
  private static final String PARTITIONS_TO =
      "select count(*) from history_partition join pg_class on relname = name where from_revision <= ";

  private static String database;
  private static StateProcess state;
  private static Etcdctl operator;
  private static Etcdctl stranger;

  @BeforeAll
  static void start(TestStores stores) {
    Assumptions.assumeTrue(
        TwoServers.installed("etcdctl"), "etcdctl is not installed (Debian: etcd-client)");
    database = Sql.newDatabase(stores, "etcdctl");
    state =
        StateProcess.start(
            stores,
            Map.of(
                "quarterdeck.cluster", "etcdctl",
                "quarterdeck.database.url", database,
                "quarterdeck.state.history.retention", "1s",
                "quarterdeck.state.history.interval", "200ms",
                "quarterdeck.state.history.partition-revisions-max",
                    Integer.toString(PARTITION_MAX)));
    operator = new Etcdctl(state.port(), stores.identity("operator", "quarterdeck:operator"));
    stranger = new Etcdctl(state.port(), stores.identity("stranger", "somebody"));
  }

  @AfterAll
  static void stop() {
    if (state != null) {
      state.close();
    }
  }

  @Test
  void keys() {
    assertThat(operator.run("put", "/op/a", "1")).isEqualTo("OK\n");
    assertThat(operator.run("get", "/op/a")).isEqualTo("/op/a\n1\n");
    assertThat(operator.run("put", "--prev-kv", "/op/a", "2")).isEqualTo("OK\n/op/a\n1\n");
    operator.run("put", "/op/b", "3");
    assertThat(operator.run("get", "--prefix", "--keys-only", "/op/")).contains("/op/a", "/op/b");
    assertThat(operator.run("del", "--prefix", "/op/")).isEqualTo("2\n");
  }

  @Test
  void transactions() {
    operator.run("put", "/op/t", "1");
    String request = "value(\"/op/t\") = \"1\"\n\nput /op/t 2\nget /op/t\n\nget /op/t\n\n";
    assertThat(operator.feed(request, "txn")).isEqualTo("SUCCESS\n\nOK\n\n/op/t\n2\n");
    assertThat(operator.feed(request, "txn")).isEqualTo("FAILURE\n\n/op/t\n2\n");
  }

  @Test
  void leases() {
    String granted = operator.run("lease", "grant", "600");
    Matcher id = Pattern.compile("lease ([0-9a-f]+) granted with TTL\\(600s\\)").matcher(granted);
    assertThat(id.find()).as(granted).isTrue();
    String lease = id.group(1);
    operator.run("put", "--lease=" + lease, "/op/l", "1");
    assertThat(operator.run("lease", "timetolive", "--keys", lease)).contains("/op/l");
    assertThat(operator.run("lease", "keep-alive", "--once", lease)).contains("TTL(600)");
    assertThat(operator.run("lease", "list")).contains(lease);
    assertThat(operator.run("lease", "revoke", lease)).contains("revoked");
    assertThat(operator.run("get", "/op/l")).isEmpty();
  }

  @Test
  void watchAndCompaction(@TempDir Path folder) throws IOException {
    operator.run("put", "/op/w", "first");
    Matcher revision =
        Pattern.compile("\"revision\":(\\d+)")
            .matcher(operator.run("put", "/op/w", "second", "--write-out=json"));
    assertThat(revision.find()).isTrue();
    Path output = folder.resolve("watch");
    Process watch = operator.start(output, "watch", "--rev=" + revision.group(1), "/op/w");
    try {
      operator.run("del", "/op/w");
      Await.untilAsserted(
          "the watch has printed history and news",
          TIMEOUT,
          () ->
              assertThat(Files.readString(output))
                  .isEqualTo("PUT\n/op/w\nsecond\nDELETE\n/op/w\n\n"));
    } finally {
      watch.destroy();
    }
    assertThat(operator.run("compact", revision.group(1)))
        .isEqualTo("compacted revision " + revision.group(1) + "\n");
    assertThat(operator.end("", TIMEOUT, "get", "--rev=1", "/op/w").output())
        .contains("required revision has been compacted");
  }

  @Test
  void historyIsDroppedAndTheStateStays(TestStores stores) {
    ManagedChannel channel = state.channel("quarterdeck:operator");
    try {
      KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
      long first = kv.put(Calls.put("/dropped/once", "kept").build()).getHeader().getRevision();
      for (int i = 0; i < 2 * PARTITION_MAX; i++) {
        kv.put(Calls.put("/dropped/" + i % 10, Integer.toString(i)).build());
      }
      RangeResponse written = kv.range(Calls.all("/dropped/").build());
      long newest = written.getHeader().getRevision();
      operator.run("compact", Long.toString(newest));
      Await.until(
          "the partitions of the first revisions are gone",
          TIMEOUT,
          () -> Sql.number(stores, database, PARTITIONS_TO + first) == 0);

      assertThat(operator.end("", TIMEOUT, "get", "--rev=" + first, "/dropped/once").output())
          .contains("required revision has been compacted");
      RangeResponse now = kv.range(Calls.all("/dropped/").build());
      RangeResponse then = kv.range(Calls.all("/dropped/").setRevision(newest).build());
      assertThat(now.getKvsList()).hasSize(11).isEqualTo(written.getKvsList());
      kv.put(Calls.put("/dropped/once", "changed").build());
      assertThat(kv.range(Calls.all("/dropped/").setRevision(newest).build()).getKvsList())
          .isEqualTo(then.getKvsList())
          .isEqualTo(written.getKvsList());
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void maintenance() {
    assertThat(operator.run("endpoint", "health")).contains("is healthy");
    assertThat(operator.run("endpoint", "status")).contains("3.5.13");
    assertThat(operator.run("endpoint", "hashkv")).contains("127.0.0.1");
    assertThat(operator.run("member", "list")).contains("state-service");
    assertThat(operator.run("alarm", "list")).isEmpty();
    assertThat(operator.run("defrag")).contains("Finished defragmenting");
    assertThat(operator.end("", TIMEOUT, "auth", "enable").output())
        .contains("callers are known by their client certificates");
  }

  @Test
  void snapshot(@TempDir Path folder) throws IOException, NoSuchAlgorithmException {
    operator.run("put", "/op/snapshot", "kept");
    Path file = folder.resolve("snapshot");
    operator.run("snapshot", "save", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    byte[] content = Arrays.copyOf(bytes, bytes.length - DIGEST_BYTES);
    assertThat(content.length % SECTOR_BYTES).isZero();
    assertThat(Arrays.copyOfRange(bytes, content.length, bytes.length))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
    List<SnapshotRecord> records = records(new ByteArrayInputStream(content));
    assertThat(records.getFirst().getHead().getRevision()).isPositive();
    assertThat(records)
        .anyMatch(it -> it.getKeyValue().getKey().toStringUtf8().equals("/op/snapshot"));
  }

  @Test
  void objectsAreTheGatewaysToWrite() {
    String key = "/registry/core/configmaps/default/mine";
    assertThat(operator.end("", TIMEOUT, "put", key, "{}").output()).contains("permission denied");
    assertThat(operator.run("get", key)).isEmpty();
    assertThat(stranger.end("", TIMEOUT, "get", "/op/a").output()).contains("permission denied");
  }

  /** Takes a minute. */
  @Test
  @EnabledIfSystemProperty(named = "quarterdeck.test.slow", matches = "true")
  void perf() {
    Etcdctl.Result result = operator.end("", Duration.ofMinutes(3), "check", "perf");
    assertThat(result.output()).contains("Throughput");
    assertThat(operator.run("get", "--prefix", "--keys-only", "/etcdctl-check-perf/")).isEmpty();
  }

  private static List<SnapshotRecord> records(InputStream content) throws IOException {
    List<SnapshotRecord> records = new ArrayList<>();
    for (SnapshotRecord record = SnapshotRecord.parseDelimitedFrom(content);
        record != null && record.getRecordCase() != SnapshotRecord.RecordCase.RECORD_NOT_SET;
        record = SnapshotRecord.parseDelimitedFrom(content)) {
      records.add(record);
    }
    return records;
  }
}
