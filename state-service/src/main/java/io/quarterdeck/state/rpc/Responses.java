package io.quarterdeck.state.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.quarterdeck.etcd.mvcc.Event;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.DeleteRangeResponse;
import io.quarterdeck.etcd.rpc.PutResponse;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.ResponseHeader;
import io.quarterdeck.etcd.rpc.ResponseOp;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;

/** From the store's terms to the wire. Values are passed on without a copy. */
final class Responses {
  private final long clusterId;
  private final long memberId;
  private final Store store;

  Responses(long clusterId, long memberId, Store store) {
    this.clusterId = clusterId;
    this.memberId = memberId;
    this.store = store;
  }

  ResponseHeader header(long revision) {
    return ResponseHeader.newBuilder()
        .setClusterId(clusterId)
        .setMemberId(memberId)
        .setRevision(revision)
        .setRaftTerm(store.position().epoch())
        .build();
  }

  ResponseHeader header() {
    return header(store.position().revision());
  }

  RangeResponse range(Answer.Range answer, long revision) {
    return range(answer).setHeader(header(revision)).build();
  }

  PutResponse put(Answer.Put answer, long revision) {
    return put(answer).setHeader(header(revision)).build();
  }

  DeleteRangeResponse delete(Answer.Delete answer, long revision) {
    return delete(answer).setHeader(header(revision)).build();
  }

  TxnResponse txn(Answer.Txn answer, long revision) {
    return txn(answer).setHeader(header(revision)).build();
  }

  /**
   * etcd gives the answers inside a transaction a header with nothing but the revision, and nested
   * transactions not even it.
   */
  private static TxnResponse.Builder txn(Answer.Txn answer) {
    TxnResponse.Builder txn = TxnResponse.newBuilder().setSucceeded(answer.succeeded());
    for (Answer.Step step : answer.steps()) {
      ResponseHeader inner = ResponseHeader.newBuilder().setRevision(step.revision()).build();
      ResponseOp.Builder op = txn.addResponsesBuilder();
      switch (step.answer()) {
        case Answer.Range it -> op.setResponseRange(range(it).setHeader(inner));
        case Answer.Put it -> op.setResponsePut(put(it).setHeader(inner));
        case Answer.Delete it -> op.setResponseDeleteRange(delete(it).setHeader(inner));
        case Answer.Grant it -> throw new IllegalStateException("no part of a transaction");
        case Answer.Revoke it -> throw new IllegalStateException("no part of a transaction");
        case Answer.Txn it ->
            op.setResponseTxn(txn(it).setHeader(ResponseHeader.getDefaultInstance()));
      }
    }
    return txn;
  }

  private static RangeResponse.Builder range(Answer.Range answer) {
    RangeResponse.Builder range =
        RangeResponse.newBuilder().setMore(answer.more()).setCount(answer.count());
    answer.entries().forEach(entry -> range.addKvs(keyValue(entry, !answer.keysOnly())));
    return range;
  }

  private static PutResponse.Builder put(Answer.Put answer) {
    PutResponse.Builder put = PutResponse.newBuilder();
    answer.previous().ifPresent(entry -> put.setPrevKv(keyValue(entry, true)));
    return put;
  }

  private static DeleteRangeResponse.Builder delete(Answer.Delete answer) {
    DeleteRangeResponse.Builder delete =
        DeleteRangeResponse.newBuilder().setDeleted(answer.deleted());
    answer.previous().forEach(entry -> delete.addPrevKvs(keyValue(entry, true)));
    return delete;
  }

  static ByteString bytes(Key key) {
    return UnsafeByteOperations.unsafeWrap(key.bytes());
  }

  static KeyValue keyValue(Entry entry, boolean withValue) {
    KeyValue.Builder kv =
        KeyValue.newBuilder()
            .setKey(bytes(entry.key()))
            .setCreateRevision(entry.createRevision())
            .setModRevision(entry.modRevision())
            .setVersion(entry.version())
            .setLease(entry.lease());
    if (withValue) {
      kv.setValue(UnsafeByteOperations.unsafeWrap(entry.value()));
    }
    return kv.build();
  }

  static Event event(Change change, long revision, boolean withPrevious) {
    Event.Builder event = Event.newBuilder();
    change
        .next()
        .ifPresentOrElse(
            entry -> event.setKv(keyValue(entry, true)),
            () ->
                event
                    .setType(Event.EventType.DELETE)
                    .getKvBuilder()
                    .setKey(bytes(change.key()))
                    .setModRevision(revision));
    if (withPrevious) {
      change.previous().ifPresent(entry -> event.setPrevKv(keyValue(entry, true)));
    }
    return event.build();
  }
}
