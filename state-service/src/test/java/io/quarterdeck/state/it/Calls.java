package io.quarterdeck.state.it;

import com.google.protobuf.ByteString;
import io.quarterdeck.etcd.rpc.Compare;
import io.quarterdeck.etcd.rpc.Compare.CompareResult;
import io.quarterdeck.etcd.rpc.Compare.CompareTarget;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;

/** Short names for etcd's requests. */
final class Calls {
  private Calls() {}

  static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }

  static PutRequest.Builder key(String key) {
    return PutRequest.newBuilder().setKey(utf8(key));
  }

  static PutRequest.Builder put(String key, String value) {
    return key(key).setValue(utf8(value));
  }

  static RangeRequest.Builder range(String key) {
    return RangeRequest.newBuilder().setKey(utf8(key));
  }

  static RangeRequest.Builder all(String prefix) {
    return range(prefix).setRangeEnd(utf8(end(prefix)));
  }

  static DeleteRangeRequest.Builder delete(String key) {
    return DeleteRangeRequest.newBuilder().setKey(utf8(key));
  }

  static DeleteRangeRequest.Builder deleteAll(String prefix) {
    return delete(prefix).setRangeEnd(utf8(end(prefix)));
  }

  /** The character behind a slash is a zero. */
  static String end(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + "0";
  }

  static RequestOp op(PutRequest.Builder put) {
    return RequestOp.newBuilder().setRequestPut(put).build();
  }

  static RequestOp op(RangeRequest.Builder range) {
    return RequestOp.newBuilder().setRequestRange(range).build();
  }

  static RequestOp op(DeleteRangeRequest.Builder delete) {
    return RequestOp.newBuilder().setRequestDeleteRange(delete).build();
  }

  static RequestOp op(TxnRequest txn) {
    return RequestOp.newBuilder().setRequestTxn(txn).build();
  }

  static Compare.Builder compare(String key, CompareTarget target, CompareResult result) {
    return Compare.newBuilder().setKey(utf8(key)).setTarget(target).setResult(result);
  }

  static TxnRequest createOnce(String key, String value) {
    return TxnRequest.newBuilder()
        .addCompare(compare(key, CompareTarget.CREATE, CompareResult.EQUAL).setCreateRevision(0))
        .addSuccess(op(put(key, value)))
        .addFailure(op(range(key)))
        .build();
  }
}
