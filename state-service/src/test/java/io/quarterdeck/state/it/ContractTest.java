package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Transcript.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.Compare;
import io.quarterdeck.etcd.rpc.Compare.CompareResult;
import io.quarterdeck.etcd.rpc.Compare.CompareTarget;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RangeRequest.SortOrder;
import io.quarterdeck.etcd.rpc.RangeRequest.SortTarget;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.testkit.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same conversation with a real etcd and with this service: the same answers, every field. */
@ExtendWith(TestStores.class)
class ContractTest {
  private static final int RANDOM_CALLS = 250;

  private static EtcdProcess etcd;
  private static StateProcess ours;
  private static ManagedChannel toEtcd;
  private static ManagedChannel toOurs;

  @BeforeAll
  static void start(TestStores stores, @TempDir Path folder) {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, "etcd")));
    Assumptions.assumeTrue(installed, "etcd is not installed (Debian: etcd-server)");
    etcd = EtcdProcess.start(folder);
    ours = StateProcess.start(stores, Map.of("quarterdeck.state.request-size-max", "1572864"));
    toEtcd = etcd.channel();
    toOurs = ours.gateway();
  }

  @AfterAll
  static void stop() {
    if (ours != null) {
      toEtcd.shutdownNow();
      toOurs.shutdownNow();
      ours.close();
      etcd.close();
    }
  }

  @Test
  void putsGetsAndDeletes() {
    compare(
        it -> {
          it.call("put", kv -> kv.put(put("/c/a", "1").build()));
          it.call("again", kv -> kv.put(put("/c/a", "2").setPrevKv(true).build()));
          it.call("b", kv -> kv.put(put("/c/b", "3").build()));
          it.call("keep", kv -> kv.put(key("/c/b").setIgnoreValue(true).build()));
          it.call("both", kv -> kv.put(put("/c/b", "x").setIgnoreValue(true).build()));
          it.call("none", kv -> kv.put(key("/c/zz").setIgnoreValue(true).build()));
          it.call("lease", kv -> kv.put(put("/c/a", "x").setLease(77).build()));
          it.call("no key", kv -> kv.put(put("", "x").build()));
          it.call("large", kv -> kv.put(put("/c/l", "x".repeat(1_600_000)).build()));
          it.call("get", kv -> kv.range(range("/c/a").build()));
          it.call("all", kv -> kv.range(all("/c/").build()));
          it.call("limit", kv -> kv.range(all("/c/").setLimit(1).build()));
          it.call("keys", kv -> kv.range(all("/c/").setKeysOnly(true).build()));
          it.call("count", kv -> kv.range(all("/c/").setCountOnly(true).build()));
          it.call("old", kv -> kv.range(all("/c/").setRevision(it.revision(2)).build()));
          it.call("future", kv -> kv.range(all("/c/").setRevision(it.revision(99)).build()));
          it.call(
              "sorted",
              kv ->
                  kv.range(
                      all("/c/")
                          .setSortTarget(SortTarget.VERSION)
                          .setSortOrder(SortOrder.DESCEND)
                          .build()));
          it.call("bounds", kv -> kv.range(all("/c/").setMinModRevision(it.revision(3)).build()));
          it.call("delete", kv -> kv.deleteRange(delete("/c/a").setPrevKv(true).build()));
          it.call("nothing", kv -> kv.deleteRange(delete("/c/a").build()));
          it.call("rest", kv -> kv.deleteRange(deleteAll("/c/").build()));
          it.call("empty", kv -> kv.range(all("/c/").build()));
        });
  }

  @Test
  void transactions() {
    compare(
        it -> {
          it.call("create", kv -> kv.txn(create("/t/a", "1")));
          it.call("exists", kv -> kv.txn(create("/t/a", "2")));
          it.call(
              "value",
              kv ->
                  kv.txn(
                      TxnRequest.newBuilder()
                          .addCompare(
                              compare("/t/a", CompareTarget.VALUE, CompareResult.EQUAL)
                                  .setValue(utf8("1")))
                          .addSuccess(op(put("/t/b", "5")))
                          .addSuccess(op(all("/t/")))
                          .addSuccess(op(delete("/t/a").setPrevKv(true)))
                          .addSuccess(op(all("/t/")))
                          .build()));
          it.call(
              "nested",
              kv ->
                  kv.txn(
                      TxnRequest.newBuilder()
                          .addSuccess(RequestOp.newBuilder().setRequestTxn(create("/t/n", "9")))
                          .addSuccess(op(put("/t/m", "9").setPrevKv(true)))
                          .build()));
          it.call(
              "duplicate",
              kv ->
                  kv.txn(
                      TxnRequest.newBuilder()
                          .addSuccess(op(put("/t/d", "1")))
                          .addSuccess(op(put("/t/d", "2")))
                          .build()));
          it.call(
              "delete and put",
              kv ->
                  kv.txn(
                      TxnRequest.newBuilder()
                          .addSuccess(op(deleteAll("/t/")))
                          .addSuccess(op(put("/t/d", "2")))
                          .build()));
          TxnRequest.Builder many = TxnRequest.newBuilder();
          for (int i = 0; i < 129; i++) {
            many.addSuccess(op(put("/t/" + i, "")));
          }
          it.call("many", kv -> kv.txn(many.build()));
          it.call("empty", kv -> kv.txn(TxnRequest.getDefaultInstance()));
          it.call("after", kv -> kv.range(all("/t/").build()));
        });
  }

  @Test
  void watches() {
    compare(
        it -> {
          it.call("a", kv -> kv.put(put("/w/a", "1").build()));
          it.call("b", kv -> kv.put(put("/w/b", "2").build()));
          it.call("gone", kv -> kv.deleteRange(deleteAll("/w/").build()));
          WatchCreateRequest.Builder everything =
              WatchCreateRequest.newBuilder()
                  .setKey(utf8("/w/"))
                  .setRangeEnd(utf8("/w0"))
                  .setStartRevision(it.revision(1))
                  .setPrevKv(true);
          Runnable more =
              () -> {
                it.call("live", kv -> kv.put(put("/w/a", "3").build()));
                it.call("other", kv -> kv.put(put("/x/a", "3").build()));
                it.call("live again", kv -> kv.put(put("/w/a", "4").build()));
              };
          it.watch("history and live", everything.build(), 6, more);
          WatchCreateRequest deletes =
              everything.clone().addFilters(WatchCreateRequest.FilterType.NOPUT).build();
          it.watch("deletes", deletes, 2, () -> {});
          it.call(
              "compact",
              kv -> kv.compact(CompactionRequest.newBuilder().setRevision(it.revision(4)).build()));
          it.call(
              "compact again",
              kv -> kv.compact(CompactionRequest.newBuilder().setRevision(it.revision(4)).build()));
          it.call(
              "compact later",
              kv ->
                  kv.compact(CompactionRequest.newBuilder().setRevision(it.revision(99)).build()));
          it.watch("compacted", everything.build(), 1, () -> {});
          it.call("old", kv -> kv.range(all("/w/").setRevision(it.revision(3)).build()));
          it.call("kept", kv -> kv.range(all("/w/").setRevision(it.revision(4)).build()));
          it.watch(
              "empty range",
              WatchCreateRequest.newBuilder().setKey(utf8("b")).setRangeEnd(utf8("a")).build(),
              1,
              () -> {});
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomCalls(long seed) {
    compare(
        it -> {
          Random random = new Random(seed);
          for (int i = 0; i < RANDOM_CALLS; i++) {
            String key = "/r/" + random.nextInt(8);
            String value = "v" + random.nextInt(3);
            boolean prev = random.nextBoolean();
            long old = it.revision(1 + random.nextInt(i + 1));
            String what = "seed " + seed + " call " + i;
            switch (random.nextInt(7)) {
              case 0 -> it.call(what, kv -> kv.deleteRange(delete(key).setPrevKv(prev).build()));
              case 1 -> it.call(what, kv -> kv.txn(create(key, value)));
              case 2 -> it.call(what, kv -> kv.range(all("/r/").build()));
              case 3 -> it.call(what, kv -> kv.range(all("/r/").setRevision(old).build()));
              case 4 -> it.call(what, kv -> kv.txn(swap(key, value)));
              default -> it.call(what, kv -> kv.put(put(key, value).setPrevKv(prev).build()));
            }
          }
          it.call("clean", kv -> kv.deleteRange(deleteAll("/r/").build()));
        });
  }

  private static void compare(Consumer<Transcript> conversation) {
    Transcript theirs = new Transcript(toEtcd);
    conversation.accept(theirs);
    Transcript own = new Transcript(toOurs);
    conversation.accept(own);
    assertThat(own.lines()).isEqualTo(theirs.lines());
    assertThat(List.copyOf(own.lines())).isNotEmpty();
  }

  private static PutRequest.Builder key(String key) {
    return PutRequest.newBuilder().setKey(utf8(key));
  }

  private static PutRequest.Builder put(String key, String value) {
    return key(key).setValue(utf8(value));
  }

  private static RangeRequest.Builder range(String key) {
    return RangeRequest.newBuilder().setKey(utf8(key));
  }

  private static RangeRequest.Builder all(String prefix) {
    return range(prefix).setRangeEnd(utf8(end(prefix)));
  }

  private static DeleteRangeRequest.Builder delete(String key) {
    return DeleteRangeRequest.newBuilder().setKey(utf8(key));
  }

  private static DeleteRangeRequest.Builder deleteAll(String prefix) {
    return delete(prefix).setRangeEnd(utf8(end(prefix)));
  }

  /** The character behind a slash is a zero. */
  private static String end(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + "0";
  }

  private static RequestOp op(PutRequest.Builder put) {
    return RequestOp.newBuilder().setRequestPut(put).build();
  }

  private static RequestOp op(RangeRequest.Builder range) {
    return RequestOp.newBuilder().setRequestRange(range).build();
  }

  private static RequestOp op(DeleteRangeRequest.Builder delete) {
    return RequestOp.newBuilder().setRequestDeleteRange(delete).build();
  }

  private static Compare.Builder compare(String key, CompareTarget target, CompareResult result) {
    return Compare.newBuilder().setKey(utf8(key)).setTarget(target).setResult(result);
  }

  private static TxnRequest create(String key, String value) {
    return TxnRequest.newBuilder()
        .addCompare(compare(key, CompareTarget.CREATE, CompareResult.EQUAL).setCreateRevision(0))
        .addSuccess(op(put(key, value)))
        .addFailure(op(range(key)))
        .build();
  }

  private static TxnRequest swap(String key, String value) {
    return TxnRequest.newBuilder()
        .addCompare(compare(key, CompareTarget.VERSION, CompareResult.GREATER).setVersion(1))
        .addCompare(
            compare(key, CompareTarget.VALUE, CompareResult.NOT_EQUAL).setValue(utf8(value)))
        .addSuccess(op(delete(key)))
        .addFailure(op(put(key, value).setPrevKv(true)))
        .build();
  }
}
