package io.quarterdeck.state.rpc;

import com.google.protobuf.ByteString;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.List;

/** From the wire to the store's terms. */
final class Requests {
  private Requests() {}

  static Key key(ByteString bytes) {
    return Key.of(bytes.toByteArray());
  }

  /** etcd's three forms: no end is one key, a zero byte is everything from the key on. */
  static KeyRange range(ByteString from, ByteString end) {
    if (end.isEmpty()) {
      return KeyRange.of(key(from));
    }
    boolean open = end.size() == 1 && end.byteAt(0) == 0;
    return open ? KeyRange.from(key(from)) : KeyRange.between(key(from), key(end));
  }

  static Op.Range range(RangeRequest request) {
    return new Op.Range(
        range(request.getKey(), request.getRangeEnd()),
        request.getLimit(),
        request.getRevision(),
        new Op.Sort(target(request.getSortTarget()), order(request.getSortOrder())),
        request.getKeysOnly(),
        request.getCountOnly(),
        new Op.RevisionBounds(
            request.getMinModRevision(),
            request.getMaxModRevision(),
            request.getMinCreateRevision(),
            request.getMaxCreateRevision()));
  }

  static Op.Put put(PutRequest request) {
    return new Op.Put(
        key(request.getKey()),
        request.getValue().toByteArray(),
        request.getLease(),
        request.getPrevKv(),
        request.getIgnoreValue(),
        request.getIgnoreLease());
  }

  static Op.Delete delete(DeleteRangeRequest request) {
    return new Op.Delete(range(request.getKey(), request.getRangeEnd()), request.getPrevKv());
  }

  static Op.Txn txn(TxnRequest request) {
    return new Op.Txn(
        request.getCompareList().stream().map(Requests::compare).toList(),
        ops(request.getSuccessList()),
        ops(request.getFailureList()));
  }

  private static List<Op> ops(List<RequestOp> requests) {
    return requests.stream().map(Requests::op).toList();
  }

  private static Op op(RequestOp request) {
    return switch (request.getRequestCase()) {
      case REQUEST_RANGE -> range(request.getRequestRange());
      case REQUEST_PUT -> put(request.getRequestPut());
      case REQUEST_DELETE_RANGE -> delete(request.getRequestDeleteRange());
      case REQUEST_TXN -> txn(request.getRequestTxn());
      case REQUEST_NOT_SET -> throw new RefusedException(Failure.KEY_NOT_FOUND);
    };
  }

  private static Compare compare(io.quarterdeck.etcd.rpc.Compare request) {
    Compare.Operand operand =
        switch (request.getTarget()) {
          case VERSION -> new Compare.Version(request.getVersion());
          case CREATE -> new Compare.CreateRevision(request.getCreateRevision());
          case MOD -> new Compare.ModRevision(request.getModRevision());
          case VALUE -> new Compare.Value(request.getValue().toByteArray());
          case LEASE -> new Compare.Lease(request.getLease());
          case UNRECOGNIZED -> throw new RefusedException(Failure.KEY_NOT_FOUND);
        };
    Compare.Result result =
        switch (request.getResult()) {
          case EQUAL -> Compare.Result.EQUAL;
          case GREATER -> Compare.Result.GREATER;
          case LESS -> Compare.Result.LESS;
          case NOT_EQUAL -> Compare.Result.NOT_EQUAL;
          case UNRECOGNIZED -> throw new RefusedException(Failure.KEY_NOT_FOUND);
        };
    return new Compare(range(request.getKey(), request.getRangeEnd()), result, operand);
  }

  private static Op.Sort.Target target(RangeRequest.SortTarget target) {
    return switch (target) {
      case KEY, UNRECOGNIZED -> Op.Sort.Target.KEY;
      case VERSION -> Op.Sort.Target.VERSION;
      case CREATE -> Op.Sort.Target.CREATE;
      case MOD -> Op.Sort.Target.MOD;
      case VALUE -> Op.Sort.Target.VALUE;
    };
  }

  private static Op.Sort.Order order(RangeRequest.SortOrder order) {
    return switch (order) {
      case NONE, UNRECOGNIZED -> Op.Sort.Order.NONE;
      case ASCEND -> Op.Sort.Order.ASCEND;
      case DESCEND -> Op.Sort.Order.DESCEND;
    };
  }
}
