package io.quarterdeck.state.it;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.DeleteRangeResponse;
import io.quarterdeck.etcd.rpc.PutResponse;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.ResponseOp;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.state.it.RandomCalls.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients at once, and what they were answered in the order of revisions. */
final class ConcurrentClients {
  /**
   * A call and its answer.
   *
   * @param wrote what read at a revision comes after what made it
   */
  record Answered(Call call, String outcome, long revision, boolean wrote) {}

  private ConcurrentClients() {}

  /** Refused calls are left out: no revision says when they were looked at. */
  static List<Answered> run(Transcript base, long seed, int clients, int callsEach)
      throws InterruptedException {
    List<Answered> answered = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Answered>>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        List<Call> calls = new RandomCalls(seed * clients + client).concurrent(callsEach);
        running.add(threads.submit(() -> converse(base, calls)));
      }
      for (Future<List<Answered>> each : running) {
        answered.addAll(each.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
    answered.sort(
        Comparator.comparingLong(Answered::revision).thenComparing(it -> it.wrote() ? 0 : 1));
    return answered;
  }

  private static List<Answered> converse(Transcript base, List<Call> calls) {
    Transcript own = base.part();
    List<Answered> answered = new ArrayList<>();
    for (Call call : calls) {
      try {
        Message response = own.send(call.at(base::revision));
        answered.add(new Answered(call, own.show(response), revision(response), wrote(response)));
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
          // Whether it happened is not known, so the rest could not be compared.
          throw e;
        }
      }
    }
    return answered;
  }

  private static long revision(Message response) {
    return switch (response) {
      case PutResponse put -> put.getHeader().getRevision();
      case DeleteRangeResponse delete -> delete.getHeader().getRevision();
      case RangeResponse range -> range.getHeader().getRevision();
      case TxnResponse txn -> txn.getHeader().getRevision();
      default -> throw new IllegalArgumentException(response.toString());
    };
  }

  private static boolean wrote(Message response) {
    return switch (response) {
      case PutResponse put -> true;
      case DeleteRangeResponse delete -> delete.getDeleted() > 0;
      case TxnResponse txn -> txn.getResponsesList().stream().anyMatch(ConcurrentClients::wrote);
      default -> false;
    };
  }

  private static boolean wrote(ResponseOp op) {
    return switch (op.getResponseCase()) {
      case RESPONSE_PUT -> true;
      case RESPONSE_DELETE_RANGE -> wrote(op.getResponseDeleteRange());
      case RESPONSE_TXN -> wrote(op.getResponseTxn());
      case RESPONSE_RANGE, RESPONSE_NOT_SET -> false;
    };
  }
}
