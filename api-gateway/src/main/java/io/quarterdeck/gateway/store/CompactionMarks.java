package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.Compare;
import io.quarterdeck.etcd.rpc.MutinyKVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.gateway.config.StateConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The key by which those who compact agree on whose turn it is. A kube-apiserver on the same store
 * uses the same key in the same way.
 */
@Singleton
public class CompactionMarks {
  private static final ByteString KEY = ByteString.copyFromUtf8("compact_rev_key");

  private final MutinyKVGrpc.MutinyKVStub kv;
  private final Duration timeout;

  CompactionMarks(StateChannel channel, StateConfig config) {
    this.kv = MutinyKVGrpc.newMutinyStub(channel.channel());
    this.timeout = config.requestTimeout();
  }

  /** How often somebody has marked a compaction, and the store's revision when that was learnt. */
  public record Mark(long version, long revision) {
    public static final Mark NONE = new Mark(0, 0);
  }

  /**
   * What became of an attempt to be the next.
   *
   * @param won whether it was this process's turn
   */
  public record Marked(boolean won, Mark mark) {}

  /** Marks a compaction up to the known mark's revision, unless somebody else has since. */
  public Uni<Marked> replace(Mark known) {
    ByteString value = ByteString.copyFromUtf8(Long.toString(known.revision()));
    TxnRequest txn =
        TxnRequest.newBuilder()
            .addCompare(
                Compare.newBuilder()
                    .setKey(KEY)
                    .setTarget(Compare.CompareTarget.VERSION)
                    .setResult(Compare.CompareResult.EQUAL)
                    .setVersion(known.version()))
            .addSuccess(
                RequestOp.newBuilder()
                    .setRequestPut(PutRequest.newBuilder().setKey(KEY).setValue(value)))
            .addFailure(
                RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder().setKey(KEY)))
            .build();
    return kv.txn(txn).ifNoItem().after(timeout).fail().map(answer -> marked(answer, known));
  }

  private static Marked marked(TxnResponse answer, Mark known) {
    long revision = answer.getHeader().getRevision();
    if (answer.getSucceeded()) {
      return new Marked(true, new Mark(known.version() + 1, revision));
    }
    var found = answer.getResponses(0).getResponseRange();
    long version = found.getKvsCount() == 0 ? 0 : found.getKvs(0).getVersion();
    return new Marked(false, new Mark(version, revision));
  }

  /** Everything before a revision may be forgotten. That it is already is no failure. */
  public Uni<Void> compact(long revision) {
    return kv.compact(CompactionRequest.newBuilder().setRevision(revision).build())
        .ifNoItem()
        .after(timeout)
        .fail()
        .replaceWithVoid()
        .onFailure(CompactionMarks::isCompactedAlready)
        .recoverWithNull();
  }

  private static boolean isCompactedAlready(Throwable failure) {
    return failure instanceof StatusRuntimeException known
        && known.getStatus().getCode() == Status.Code.OUT_OF_RANGE
        && String.valueOf(known.getStatus().getDescription()).contains("compacted");
  }
}
