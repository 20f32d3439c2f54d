package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;
import static io.quarterdeck.state.it.Calls.compare;
import static io.quarterdeck.state.it.Calls.createOnce;
import static io.quarterdeck.state.it.Calls.delete;
import static io.quarterdeck.state.it.Calls.deleteAll;
import static io.quarterdeck.state.it.Calls.key;
import static io.quarterdeck.state.it.Calls.op;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.range;
import static io.quarterdeck.state.it.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.Compare.CompareResult;
import io.quarterdeck.etcd.rpc.Compare.CompareTarget;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest.SortOrder;
import io.quarterdeck.etcd.rpc.RangeRequest.SortTarget;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same conversation with a real etcd and with this service: the same answers, every field. */
@ExtendWith(TestStores.class)
class ContractTest {
  private static TwoServers servers;

  @BeforeAll
  static void start(TestStores stores) throws IOException {
    servers = TwoServers.start(stores);
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void putsGetsAndDeletes() {
    servers.compare(
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
    servers.compare(
        it -> {
          it.call("create", kv -> kv.txn(createOnce("/t/a", "1")));
          it.call("exists", kv -> kv.txn(createOnce("/t/a", "2")));
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
                          .addSuccess(RequestOp.newBuilder().setRequestTxn(createOnce("/t/n", "9")))
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
  void aKeyThatChangesTwiceInOneTransaction() {
    TxnRequest putAndDelete =
        TxnRequest.newBuilder()
            .addSuccess(op(TxnRequest.newBuilder().addSuccess(op(put("~/a", "2"))).build()))
            .addSuccess(op(TxnRequest.newBuilder().addSuccess(op(delete("~/a"))).build()))
            .build();
    // Nothing comes after this key, whatever other tests have left: the range has no end.
    TxnRequest deleteAndPut =
        TxnRequest.newBuilder()
            .addSuccess(op(delete("~/a").setRangeEnd(utf8("\0"))))
            .addSuccess(op(put("~/a", "4")))
            .build();
    servers.compare(
        it -> {
          it.call("before", kv -> kv.put(put("~/a", "1").build()));
          for (int i = 0; i < 5; i++) {
            it.call("put and delete", kv -> kv.txn(putAndDelete));
            it.call("delete and put", kv -> kv.txn(deleteAndPut));
          }
          it.call("after", kv -> kv.deleteRange(deleteAll("~/").build()));
          for (int i = 1; i <= 12; i++) {
            long revision = it.revision(i);
            it.call("old", kv -> kv.range(all("~/").setRevision(revision).build()));
          }
        });
  }

  static Stream<Named<BiConsumer<Transcript, Watching>>> watchConversations() {
    return WatchConversations.byName();
  }

  @ParameterizedTest
  @MethodSource("watchConversations")
  void watchesAreAnsweredInWholeResponses(BiConsumer<Transcript, Watching> conversation) {
    servers.compare(
        it -> {
          try (Watching on = new Watching(it)) {
            conversation.accept(it, on);
          }
        });
  }

  /**
   * Where they are cut is each server's own; that a revision is cut, and how it is said, is not.
   */
  @Test
  void aRevisionThatIsTooLargeForOneResponseComesInFragments() {
    String value = "x".repeat(400_000);
    TxnRequest three =
        TxnRequest.newBuilder()
            .addSuccess(op(put("/f/a", value)))
            .addSuccess(op(put("/f/b", value)))
            .addSuccess(op(put("/f/c", value)))
            .build();
    WatchCreateRequest.Builder watch =
        WatchCreateRequest.newBuilder()
            .setKey(utf8("/f/"))
            .setRangeEnd(utf8("/f0"))
            .setPrevKv(true);
    for (Channel channel : List.of(servers.etcd(), servers.ours())) {
      Transcript it = new Transcript(channel);
      it.send(three);
      List<WatchResponse> cut =
          it.watched(watch.setFragment(true).build(), 3, () -> it.send(three));
      assertThat(cut.subList(1, cut.size()))
          .hasSizeGreaterThan(1)
          .allSatisfy(response -> assertThat(response.getSerializedSize()).isLessThan(1_700_000))
          .extracting(WatchResponse::getFragment)
          .startsWith(true)
          .endsWith(false);
      assertThat(it.watched(watch.setFragment(false).build(), 3, () -> it.send(three))).hasSize(2);
    }
  }

  /** What is far too large is not read at all; what follows on the connection is. */
  @Test
  void oversizedRequestsLeaveTheConnectionUsable() {
    PutRequest oversized = put("/o/a", "x".repeat(3_000_000)).build();
    for (Channel channel : List.of(servers.etcd(), servers.ours())) {
      Transcript it = new Transcript(channel);
      assertThat(it.outcome(() -> it.send(oversized))).startsWith("RESOURCE_EXHAUSTED");
      assertThat(it.outcome(() -> it.send(put("/o/a", "1").build()))).startsWith("header");
    }
  }

  @Test
  void watches() {
    servers.compare(
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
}
