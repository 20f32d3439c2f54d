package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.delete;
import static io.quarterdeck.state.it.Calls.deleteAll;
import static io.quarterdeck.state.it.Calls.op;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.utf8;
import static io.quarterdeck.state.it.Watching.all;
import static io.quarterdeck.state.it.Watching.key;

import com.google.protobuf.ByteString;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest.FilterType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What clients do on a watch stream, a conversation for each thing that an answer depends on. */
final class WatchConversations {
  private WatchConversations() {}

  /** Conversations by name; each begins with a stream of its own. */
  static Stream<Named<BiConsumer<Transcript, Watching>>> byName() {
    return Stream.of(
        Named.of("ids", WatchConversations::ids),
        Named.of("start revisions", WatchConversations::starts),
        Named.of("cancellation", WatchConversations::cancellation),
        Named.of("compacted starts", WatchConversations::compacted),
        Named.of("ranges", WatchConversations::ranges),
        Named.of("filters", WatchConversations::filters),
        Named.of("previous values", WatchConversations::previous),
        Named.of("transactions", WatchConversations::transactions),
        Named.of("keys that change twice in a transaction", WatchConversations::twice),
        Named.of("progress", WatchConversations::progress),
        Named.of("progress at an interval", WatchConversations::progressAtAnInterval),
        Named.of("a revoked lease", WatchConversations::revocation));
  }

  private static void ids(Transcript it, Watching on) {
    on.create("chosen", key("/wi/a"));
    on.create("asked for", key("/wi/b").setWatchId(7));
    on.create("taken", key("/wi/c").setWatchId(7));
    on.create("taken, of another kind", key("/wi/b").setRangeEnd(utf8("\0")).setWatchId(7));
    on.create("next to be chosen", key("/wi/d").setWatchId(1));
    on.create("chosen behind it", key("/wi/e"));
    on.create("negative", key("/wi/f").setWatchId(-5));
    on.create("large", key("/wi/g").setWatchId(Long.MAX_VALUE));
    it.call("to all", kv -> kv.txn(puts("/wi/", "abcdefg")));
    for (long id : new long[] {0, 7, 1, 2, -5, Long.MAX_VALUE}) {
      on.events("watch " + id, id, 1);
    }
  }

  private static void starts(Transcript it, Watching on) {
    it.call("one", kv -> kv.put(put("/ws/a", "1").build()));
    it.call("two", kv -> kv.put(put("/ws/b", "2").build()));
    it.call("three", kv -> kv.deleteRange(delete("/ws/a").build()));
    on.create("now", all("/ws/"));
    on.create("past", all("/ws/").setStartRevision(it.revision(1)));
    on.events("past", 1, 3);
    on.create("newest", all("/ws/").setStartRevision(it.revision(3)));
    on.events("newest", 2, 1);
    on.create("next", all("/ws/").setStartRevision(it.revision(4)));
    on.create("future", all("/ws/").setStartRevision(it.revision(6)));
    for (int i = 4; i <= 7; i++) {
      it.call("more", kv -> kv.put(put("/ws/a", "more").build()));
    }
    on.events("now", 0, 4);
    on.events("past", 1, 4);
    on.events("newest", 2, 4);
    on.events("next", 3, 4);
    on.events("future", 4, 2);
  }

  private static void cancellation(Transcript it, Watching on) {
    on.cancel(0);
    on.askForNothing();
    on.askForProgress();
    on.answer("nothing to cancel");
    on.create("one", all("/wc/"));
    on.create("two", all("/wc/").setWatchId(9));
    on.cancel(0);
    on.sent("canceled", 0);
    it.call("put", kv -> kv.put(put("/wc/a", "1").build()));
    on.events("two", 9, 1);
    on.cancel(0);
    on.cancel(12);
    on.cancel(9);
    on.sent("canceled after unknown ones", 9);
    on.create("same again", all("/wc/").setWatchId(9).setStartRevision(it.revision(1)));
    on.events("same again", 9, 1);
    on.create("chosen", all("/wc/"));
  }

  private static void compacted(Transcript it, Watching on) {
    for (int i = 1; i <= 4; i++) {
      it.call("put", kv -> kv.put(put("/wk/a", "1").build()));
    }
    on.create("behind", all("/wk/").setStartRevision(it.revision(2)).setPrevKv(true));
    on.events("behind", 0, 3);
    it.call("compact", kv -> kv.compact(compaction(it.revision(3))));
    on.create("compacted", all("/wk/").setStartRevision(it.revision(2)).setWatchId(5));
    on.sent("compacted", 5);
    on.create("first", all("/wk/").setStartRevision(1));
    on.sent("first", 1);
    on.create("negative", all("/wk/").setStartRevision(-1));
    on.sent("negative", 2);
    on.create("kept", all("/wk/").setStartRevision(it.revision(3)));
    on.events("kept", 3, 2);
    on.create("id of a compacted one", all("/wk/").setWatchId(5));
    on.cancel(5);
    on.sent("cancel a compacted one", 5);
    on.create("its id again", all("/none/").setWatchId(5));
    it.call("more", kv -> kv.put(put("/wk/a", "2").build()));
    on.events("behind", 0, 1);
  }

  private static void ranges(Transcript it, Watching on) {
    ByteString none = utf8("");
    on.create("no key", WatchCreateRequest.newBuilder());
    on.create("no key, open end", key("").setRangeEnd(utf8("\0")));
    on.create("one key", key("/wr/b").setRangeEnd(none));
    on.create("open end", key("/wr/b").setRangeEnd(utf8("\0")));
    on.create("some", key("/wr/b").setRangeEnd(utf8("/wr/d")));
    on.create("same", key("/wr/b").setRangeEnd(utf8("/wr/b")));
    on.create("turned round", key("/wr/b").setRangeEnd(utf8("/wr/a")).setWatchId(3));
    on.create("turned round, id not taken", key("/wr/b").setRangeEnd(utf8("/wr/a")).setWatchId(33));
    on.create("turned round, in the past", key("b").setRangeEnd(utf8("a")).setStartRevision(1));
    on.create("longer", key("/wr/b").setRangeEnd(utf8("/wr/b\0")));
    it.call("put", kv -> kv.txn(puts("/wr/", "abcd")));
    on.events("no key, open end", 1, 4);
    on.events("one key", 2, 1);
    on.events("open end", 3, 3);
    on.events("some", 4, 2);
    on.events("longer", 5, 1);
  }

  private static void filters(Transcript it, Watching on) {
    on.create("deletes", all("/wf/").addFilters(FilterType.NOPUT));
    on.create("puts", all("/wf/").addFilters(FilterType.NODELETE));
    on.create(
        "nothing",
        all("/wf/").addFilters(FilterType.NOPUT).addFilters(FilterType.NODELETE).setPrevKv(true));
    on.create("unknown filter", all("/wf/").addFiltersValue(9));
    on.create("twice", all("/wf/").addFilters(FilterType.NOPUT).addFilters(FilterType.NOPUT));
    it.call("put", kv -> kv.txn(puts("/wf/", "ab")));
    it.call("both", kv -> kv.txn(txn(op(delete("/wf/a")), op(put("/wf/b", "2")))));
    it.call("delete", kv -> kv.deleteRange(deleteAll("/wf/").build()));
    it.call("again", kv -> kv.txn(puts("/wf/", "c")));
    on.events("deletes", 0, 2);
    on.events("puts", 1, 4);
    on.events("unknown filter", 3, 6);
    on.events("twice", 4, 2);
    on.create(
        "deletes of the past",
        all("/wf/").addFilters(FilterType.NOPUT).setStartRevision(it.revision(1)).setPrevKv(true));
    on.events("deletes of the past", 5, 2);
    on.cancel(2);
    on.sent("nothing was sent", 2);
  }

  private static void previous(Transcript it, Watching on) {
    on.create("with", all("/wp/").setPrevKv(true));
    on.create("without", all("/wp/"));
    it.call("create", kv -> kv.put(put("/wp/a", "1").build()));
    it.call("update", kv -> kv.put(put("/wp/a", "2").build()));
    it.call("delete", kv -> kv.deleteRange(delete("/wp/a").build()));
    it.call("recreate", kv -> kv.put(put("/wp/a", "").build()));
    it.call("empty", kv -> kv.put(put("/wp/a", "").build()));
    on.events("with", 0, 5);
    on.events("without", 1, 5);
    on.create("past", all("/wp/").setPrevKv(true).setStartRevision(it.revision(1)));
    on.events("past", 2, 5);
  }

  private static void transactions(Transcript it, Watching on) {
    on.create("live", all("/wt/").setPrevKv(true));
    it.call("three", kv -> kv.txn(puts("/wt/", "cab")));
    it.call("some of it", kv -> kv.txn(txn(op(delete("/wt/c")), op(puts("/wt/", "ba")))));
    it.call("nothing", kv -> kv.txn(txn(op(delete("/wt/none")))));
    it.call("all", kv -> kv.deleteRange(deleteAll("/wt/").build()));
    on.events("live", 0, 8);
    on.create("past", all("/wt/").setPrevKv(true).setStartRevision(it.revision(1)));
    on.events("past", 1, 8);
    on.create("the middle", key("/wt/b").setStartRevision(it.revision(2)));
    on.events("the middle", 2, 2);
  }

  private static void twice(Transcript it, Watching on) {
    it.call("before", kv -> kv.put(put("~w/a", "1").build()));
    on.create("live", all("~w/").setPrevKv(true));
    TxnRequest putAndDelete = txn(op(txn(op(put("~w/a", "2")))), op(txn(op(delete("~w/a")))));
    TxnRequest deleteAndPut = txn(op(delete("~w/a").setRangeEnd(utf8("\0"))), op(put("~w/a", "4")));
    it.call("put and delete", kv -> kv.txn(putAndDelete));
    it.call("put and delete what is not there", kv -> kv.txn(putAndDelete));
    it.call("delete what is not there and put", kv -> kv.txn(deleteAndPut));
    it.call("delete and put", kv -> kv.txn(deleteAndPut));
    it.call("after", kv -> kv.deleteRange(deleteAll("~w/").build()));
    on.events("live", 0, 8);
    on.create("past", all("~w/").setPrevKv(true).setStartRevision(it.revision(1)));
    on.events("past", 1, 9);
  }

  private static void progress(Transcript it, Watching on) {
    on.askForProgress();
    on.answer("without a watch");
    on.create("idle", all("/wg/"));
    on.create("future", all("/wg/").setStartRevision(it.revision(99)));
    on.askForProgress();
    on.answer("at the newest revision");
    it.call("elsewhere", kv -> kv.put(put("/elsewhere", "1").build()));
    on.askForProgress();
    on.answer("behind a change that is not watched");
  }

  private static void progressAtAnInterval(Transcript it, Watching on) {
    on.create("silent", all("/wg/"));
    on.create("idle", all("/wg/").setProgressNotify(true));
    on.sent("once", 1);
    on.sent("again", 1);
  }

  private static void revocation(Transcript it, Watching on) {
    on.create("live", all("/wl/").setPrevKv(true));
    it.lease(
        "grant",
        leases ->
            leases.leaseGrant(LeaseGrantRequest.newBuilder().setID(31).setTTL(10_000).build()));
    it.call("bound", kv -> kv.put(put("/wl/b", "1").setLease(31).build()));
    it.call("bound", kv -> kv.put(put("/wl/a", "1").setLease(31).build()));
    it.call("free", kv -> kv.put(put("/wl/c", "1").build()));
    it.lease(
        "revoke", leases -> leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(31).build()));
    on.events("live", 0, 5);
  }

  private static CompactionRequest compaction(long revision) {
    return CompactionRequest.newBuilder().setRevision(revision).build();
  }

  /** Puts a key for each letter, in their order. */
  private static TxnRequest puts(String prefix, String letters) {
    TxnRequest.Builder txn = TxnRequest.newBuilder();
    letters
        .chars()
        .forEach(each -> txn.addSuccess(op(put(prefix + (char) each, "" + (char) each))));
    return txn.build();
  }

  private static TxnRequest txn(RequestOp... ops) {
    return TxnRequest.newBuilder().addAllSuccess(List.of(ops)).build();
  }
}
