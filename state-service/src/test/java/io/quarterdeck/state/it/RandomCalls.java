package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.utf8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.Compare;
import io.quarterdeck.etcd.rpc.Compare.CompareResult;
import io.quarterdeck.etcd.rpc.Compare.CompareTarget;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RangeRequest.SortOrder;
import io.quarterdeck.etcd.rpc.RangeRequest.SortTarget;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest.FilterType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** Requests from a seed, on few keys, values and leases, so that they meet each other. */
final class RandomCalls {
  /** A request; its revisions count from where its conversation begins. */
  interface Call {
    Message at(LongUnaryOperator revision);
  }

  static final String PREFIX = "/r/";
  static final int LEASES = 3;
  static final long LEASE_TTL_S = 10_000;

  private static final int KEYS = 6;
  private static final int NESTED_MAX = 2;
  private static final int KINDS = 20;

  private final Random random;
  private int written;

  RandomCalls(long seed) {
    this.random = new Random(seed);
  }

  List<Call> some(int count) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(next());
    }
    return calls;
  }

  /** Requests without compactions, whose outcome does not depend on the order of reads. */
  List<Call> concurrent(int count) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(random.nextInt(3) == 0 ? single(true) : txn(NESTED_MAX));
    }
    return calls;
  }

  /** Requests of which some create watches; none compacts what a watch may still have to read. */
  List<Call> watched(int count) {
    List<Call> calls = some(count / 4);
    while (calls.size() < count) {
      calls.add(random.nextInt(8) == 0 ? watch() : kind(1 + random.nextInt(KINDS - 1)));
    }
    return calls;
  }

  static List<String> keys() {
    return IntStream.range(0, KEYS).mapToObj(key -> PREFIX + key).toList();
  }

  private Call next() {
    return kind(random.nextInt(KINDS));
  }

  private Call kind(int kind) {
    return switch (kind) {
      case 0 -> compaction();
      case 1, 2 -> grant();
      case 3 -> revoke();
      case 4, 5, 6, 7, 8, 9 -> txn(NESTED_MAX);
      default -> single(true);
    };
  }

  private Call single(boolean alone) {
    return switch (random.nextInt(4)) {
      case 0 -> range();
      case 1 -> delete(alone);
      default -> put();
    };
  }

  private Call compaction() {
    long revision = someRevision();
    return at -> CompactionRequest.newBuilder().setRevision(at.applyAsLong(revision)).build();
  }

  private Call grant() {
    long id = someLease();
    return at -> LeaseGrantRequest.newBuilder().setID(id).setTTL(LEASE_TTL_S).build();
  }

  private Call revoke() {
    long id = someLease();
    return at -> LeaseRevokeRequest.newBuilder().setID(id).build();
  }

  private Call watch() {
    WatchCreateRequest.Builder watch =
        WatchCreateRequest.newBuilder().setKey(someKey()).setPrevKv(often());
    someEnd(true, watch::setRangeEnd);
    if (rarely()) {
      watch.addFilters(FilterType.forNumber(random.nextInt(2)));
    }
    // Less than half of what is sent writes something: most of these are in the past.
    long start = often() ? 1L + random.nextInt(written / 3 + 1) : -1;
    WatchCreateRequest request = watch.build();
    return at ->
        start < 0 ? request : request.toBuilder().setStartRevision(at.applyAsLong(start)).build();
  }

  private Call put() {
    written++;
    PutRequest.Builder put = PutRequest.newBuilder().setKey(someKey()).setPrevKv(often());
    // A request that is wrong in two ways is refused for one of them, and etcd's choice differs
    // between a put of its own and one within a transaction.
    switch (random.nextInt(8)) {
      case 0 -> put.setIgnoreValue(true);
      case 1 -> put.setIgnoreLease(true).setValue(someValue());
      case 2, 3 -> put.setLease(someLease()).setValue(someValue());
      default -> put.setValue(someValue());
    }
    PutRequest request = put.build();
    return at -> request;
  }

  /**
   * Deletes without an upper end stay alone: etcd 3.4 ends with a panic when one precedes a put
   * within a transaction that keeps the value of a key that is gone by then.
   */
  private Call delete(boolean alone) {
    written++;
    DeleteRangeRequest.Builder delete =
        DeleteRangeRequest.newBuilder().setKey(someKey()).setPrevKv(often());
    someEnd(alone, delete::setRangeEnd);
    DeleteRangeRequest request = delete.build();
    return at -> request;
  }

  private Call range() {
    RangeRequest.Builder range =
        RangeRequest.newBuilder()
            .setKey(someKey())
            .setLimit(random.nextInt(4) == 0 ? random.nextInt(KEYS) : 0)
            .setSortOrder(SortOrder.forNumber(random.nextInt(3)))
            .setSortTarget(SortTarget.forNumber(random.nextInt(5)))
            .setKeysOnly(rarely())
            .setCountOnly(rarely());
    someEnd(true, range::setRangeEnd);
    long revision = random.nextInt(3) == 0 ? someRevision() : -1;
    long bound = rarely() ? someRevision() : -1;
    int which = random.nextInt(4);
    RangeRequest request = range.build();
    return at -> {
      RangeRequest.Builder asked = request.toBuilder();
      if (revision >= 0) {
        asked.setRevision(at.applyAsLong(revision));
      }
      return bound < 0 ? asked.build() : bounded(asked, which, at.applyAsLong(bound));
    };
  }

  private static RangeRequest bounded(RangeRequest.Builder range, int which, long revision) {
    return switch (which) {
      case 0 -> range.setMinModRevision(revision).build();
      case 1 -> range.setMaxModRevision(revision).build();
      case 2 -> range.setMinCreateRevision(revision).build();
      default -> range.setMaxCreateRevision(revision).build();
    };
  }

  private Call txn(int nestedMax) {
    List<Call> compares = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      compares.add(compare());
    }
    List<Call> success = ops(nestedMax);
    List<Call> failure = ops(nestedMax);
    return at -> {
      TxnRequest.Builder txn = TxnRequest.newBuilder();
      compares.forEach(compare -> txn.addCompare((Compare) compare.at(at)));
      success.forEach(op -> add(txn.addSuccessBuilder(), op.at(at)));
      failure.forEach(op -> add(txn.addFailureBuilder(), op.at(at)));
      return txn.build();
    };
  }

  private List<Call> ops(int nestedMax) {
    List<Call> ops = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      ops.add(nestedMax > 0 && random.nextInt(4) == 0 ? txn(nestedMax - 1) : single(false));
    }
    return ops;
  }

  private static void add(RequestOp.Builder op, Message request) {
    switch (request) {
      case PutRequest put -> op.setRequestPut(put);
      case DeleteRangeRequest delete -> op.setRequestDeleteRange(delete);
      case RangeRequest range -> op.setRequestRange(range);
      case TxnRequest txn -> op.setRequestTxn(txn);
      default -> throw new IllegalArgumentException(request.toString());
    }
  }

  private Call compare() {
    Compare.Builder compare =
        Compare.newBuilder()
            .setKey(someKey())
            .setTarget(CompareTarget.forNumber(random.nextInt(5)))
            .setResult(CompareResult.forNumber(random.nextInt(4)));
    if (rarely()) {
      someEnd(true, compare::setRangeEnd);
    }
    long revision = random.nextInt(3) == 0 ? -1 : someRevision();
    long number = random.nextInt(3);
    ByteString value = someValue();
    Compare request = compare.build();
    return at -> {
      long absolute = revision < 0 ? 0 : at.applyAsLong(revision);
      Compare.Builder asked = request.toBuilder();
      return switch (request.getTarget()) {
        case VERSION -> asked.setVersion(number).build();
        case CREATE -> asked.setCreateRevision(absolute).build();
        case MOD -> asked.setModRevision(absolute).build();
        case VALUE -> asked.setValue(value).build();
        case LEASE -> asked.setLease(number).build();
        case UNRECOGNIZED -> throw new IllegalStateException("never chosen");
      };
    };
  }

  private ByteString someKey() {
    return utf8(PREFIX + random.nextInt(KEYS));
  }

  private ByteString someValue() {
    return utf8("v" + random.nextInt(3));
  }

  private long someLease() {
    return 1L + random.nextInt(LEASES);
  }

  private long someRevision() {
    return 1L + random.nextInt(written + 2);
  }

  private void someEnd(boolean mayBeOpen, Consumer<ByteString> set) {
    switch (random.nextInt(5)) {
      case 0 -> set.accept(utf8(Calls.end(PREFIX)));
      case 1 -> set.accept(someKey());
      case 2 -> set.accept(mayBeOpen ? utf8("\0") : someKey());
      default -> {}
    }
  }

  private boolean often() {
    return random.nextBoolean();
  }

  private boolean rarely() {
    return random.nextInt(6) == 0;
  }
}
