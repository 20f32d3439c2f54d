package io.quarterdeck.state.rpc;

import com.google.protobuf.MessageLite;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.CompactionResponse;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.DeleteRangeResponse;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.PutResponse;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.concurrent.CompletableFuture;

/** etcd's KV service: each call is a transaction, a range apart. */
final class KvRpc extends KVGrpc.KVImplBase {
  private final Store store;
  private final Access access;
  private final Responses responses;
  private final int requestBytesMax;

  KvRpc(Store store, Access access, Responses responses, int requestBytesMax) {
    this.store = store;
    this.access = access;
    this.responses = responses;
    this.requestBytesMax = requestBytesMax;
  }

  @Override
  public void range(RangeRequest request, StreamObserver<RangeResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return store
              .range(Requests.range(request), request.getSerializable())
              .thenApply(read -> responses.range(read.answer(), read.revision()));
        });
  }

  @Override
  public void put(PutRequest request, StreamObserver<PutResponse> observer) {
    Replies.reply(
        observer,
        () ->
            txn(request, Op.Txn.of(Requests.put(request)))
                .thenApply(done -> responses.put(only(done, Answer.Put.class), done.revision())));
  }

  @Override
  public void deleteRange(
      DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> observer) {
    Replies.reply(
        observer,
        () ->
            txn(request, Op.Txn.of(Requests.delete(request)))
                .thenApply(
                    done -> responses.delete(only(done, Answer.Delete.class), done.revision())));
  }

  @Override
  public void txn(TxnRequest request, StreamObserver<TxnResponse> observer) {
    Replies.reply(
        observer,
        () ->
            txn(request, Requests.txn(request))
                .thenApply(done -> responses.txn(done.answer(), done.revision())));
  }

  @Override
  public void compact(CompactionRequest request, StreamObserver<CompactionResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkWriter(Caller.current());
          return store
              .compact(request.getRevision())
              .thenApply(
                  revision ->
                      CompactionResponse.newBuilder()
                          .setHeader(responses.header(revision))
                          .build());
        });
  }

  private CompletableFuture<Answered> txn(MessageLite request, Op.Txn txn) {
    int bytes = request.getSerializedSize();
    if (bytes > requestBytesMax) {
      throw new RefusedException(Failure.REQUEST_TOO_LARGE);
    }
    Caller caller = Caller.current();
    access.check(caller, txn);
    return store.txn(txn, access.origin(caller), bytes);
  }

  private static <A extends Answer> A only(Answered done, Class<A> type) {
    return Answer.only(done.answer(), type);
  }
}
