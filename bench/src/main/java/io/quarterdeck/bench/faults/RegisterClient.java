package io.quarterdeck.bench.faults;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.Compare;
import io.quarterdeck.etcd.rpc.Compare.CompareResult;
import io.quarterdeck.etcd.rpc.Compare.CompareTarget;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.DeleteRangeResponse;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.KVGrpc.KVBlockingStub;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.testkit.history.Action;
import io.quarterdeck.testkit.history.Operation;
import io.quarterdeck.testkit.history.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads, writes, swaps and deletes a few keys, one call at a time, and records every answer. */
final class RegisterClient {
  private static final int KEYS = 5;
  private static final long CALL_TIMEOUT_MS = 2_000;
  private static final long PAUSE_NANOS = Duration.ofMillis(30).toNanos();

  /** One of so many reads goes to another replica. */
  private static final int STRAY_READS = 5;

  /** What is answered when for certain nothing was done. */
  private static final Set<String> REFUSALS =
      Set.of("etcdserver: no leader", "quarterdeck: the database refused the write");

  private final int number;
  private final Values values;
  private final Connections connections;
  private final Random random;
  private final Consumer<Operation> record;
  private final Map<String, Optional<String>> lastSeen = new HashMap<>();
  private int written;

  RegisterClient(
      int number,
      Values values,
      Connections connections,
      Random random,
      Consumer<Operation> record) {
    this.number = number;
    this.values = values;
    this.connections = connections;
    this.random = random;
    this.record = record;
  }

  /** What was answered at which revision. */
  private record Answer(Action action, Outcome outcome, long revision) {}

  void call() {
    String name = "k" + random.nextInt(KEYS);
    Action action = next(name);
    if (action instanceof Action.Read && random.nextInt(STRAY_READS) == 0) {
      // Of a leader that was deposed nobody but a reader would find out that it still answers.
      connections.next();
    }
    long invoked = System.nanoTime();
    try {
      Answer answer = send(name, action);
      remember(name, answer);
      record.accept(
          new Operation(
              name,
              number,
              answer.action(),
              answer.outcome(),
              answer.revision(),
              invoked,
              System.nanoTime()));
    } catch (StatusRuntimeException e) {
      if (!isRefused(e.getStatus())) {
        record.accept(
            new Operation(
                name, number, action, new Outcome.Unknown(), 0, invoked, Operation.NEVER));
      }
      connections.next();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean isRefused(Status status) {
    return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
        || REFUSALS.contains(String.valueOf(status.getDescription()));
  }

  private Action next(String name) {
    return switch (random.nextInt(20)) {
      case 0 -> new Action.Write(Optional.empty());
      case 1, 2, 3, 4, 5, 6 -> new Action.Write(Optional.of(newValue()));
      case 7, 8, 9, 10, 11 ->
          new Action.CompareAndSet(
              lastSeen.getOrDefault(name, Optional.empty()), Optional.of(newValue()));
      default -> new Action.Read();
    };
  }

  private String newValue() {
    return number + "-" + ++written;
  }

  private void remember(String name, Answer answer) {
    switch (answer.outcome()) {
      case Outcome.Saw(Optional<String> value) -> lastSeen.put(name, value);
      case Outcome.Written() -> lastSeen.put(name, written(answer.action()));
      case Outcome.Unknown() -> lastSeen.remove(name);
    }
  }

  private static Optional<String> written(Action action) {
    return switch (action) {
      case Action.Read() -> Optional.empty();
      case Action.Write(Optional<String> value) -> value;
      case Action.CompareAndSet(Optional<String> expected, Optional<String> value) -> value;
    };
  }

  private Answer send(String name, Action action) {
    KVBlockingStub kv =
        KVGrpc.newBlockingStub(connections.channel())
            .withDeadlineAfter(CALL_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    return switch (action) {
      case Action.Read() -> read(kv, name);
      case Action.Write(Optional<String> value) ->
          value.isPresent() ? put(kv, name, value.get()) : delete(kv, name);
      case Action.CompareAndSet(Optional<String> expected, Optional<String> value) ->
          swap(kv, name, expected, value.orElseThrow());
    };
  }

  private Answer read(KVBlockingStub kv, String name) {
    RangeResponse response = kv.range(RangeRequest.newBuilder().setKey(values.key(name)).build());
    return saw(response, response.getHeader().getRevision());
  }

  private static Answer saw(RangeResponse response, long revision) {
    Optional<String> value =
        response.getKvsList().stream()
            .findFirst()
            .map(kv -> Values.of(kv.getValue().toStringUtf8()));
    return new Answer(new Action.Read(), new Outcome.Saw(value), revision);
  }

  private Answer put(KVBlockingStub kv, String name, String value) {
    long revision = kv.put(putRequest(name, value)).getHeader().getRevision();
    return new Answer(new Action.Write(Optional.of(value)), new Outcome.Written(), revision);
  }

  private PutRequest putRequest(String name, String value) {
    return PutRequest.newBuilder()
        .setKey(values.key(name))
        .setValue(values.value(name, value))
        .build();
  }

  /** One that finds nothing tells no more than a read does. */
  private Answer delete(KVBlockingStub kv, String name) {
    DeleteRangeResponse response =
        kv.deleteRange(DeleteRangeRequest.newBuilder().setKey(values.key(name)).build());
    long revision = response.getHeader().getRevision();
    return response.getDeleted() == 0
        ? new Answer(new Action.Read(), new Outcome.Saw(Optional.empty()), revision)
        : new Answer(new Action.Write(Optional.empty()), new Outcome.Written(), revision);
  }

  private Answer swap(KVBlockingStub kv, String name, Optional<String> expected, String value) {
    ByteString key = values.key(name);
    TxnRequest txn =
        TxnRequest.newBuilder()
            .addCompare(compare(key, name, expected))
            .addSuccess(RequestOp.newBuilder().setRequestPut(putRequest(name, value)))
            .addFailure(
                RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder().setKey(key)))
            .build();
    TxnResponse response = kv.txn(txn);
    long revision = response.getHeader().getRevision();
    Action action = new Action.CompareAndSet(expected, Optional.of(value));
    return response.getSucceeded()
        ? new Answer(action, new Outcome.Written(), revision)
        : new Answer(
            action, saw(response.getResponses(0).getResponseRange(), revision).outcome(), revision);
  }

  private Compare compare(ByteString key, String name, Optional<String> expected) {
    Compare.Builder compare = Compare.newBuilder().setKey(key).setResult(CompareResult.EQUAL);
    return expected
        .map(it -> compare.setTarget(CompareTarget.VALUE).setValue(values.value(name, it)).build())
        .orElseGet(() -> compare.setTarget(CompareTarget.CREATE).setCreateRevision(0).build());
  }
}
