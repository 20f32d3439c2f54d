package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.Compare;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.MutinyKVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.ResponseOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.gateway.config.StateConfig;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.state.api.StateHeaders;
import io.quarterdeck.state.v1.HeadRequest;
import io.quarterdeck.state.v1.HeadResponse;
import io.quarterdeck.state.v1.MutinyStateGrpc;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads and conditional writes of the state-service, sent again while no replica can take them. A
 * write that stays unanswered may have happened: it fails with 504, and the caller looks again.
 */
@Singleton
public class StateClient {
  private static final int PAGE = 500;

  /** How long another replica is given to begin to lead. */
  private static final Duration FAILOVER_MAX = Duration.ofSeconds(5);

  private final MutinyKVGrpc.MutinyKVStub kv;
  private final MutinyStateGrpc.MutinyStateStub state;
  private final Duration timeout;
  private final Duration failoverMax;

  @Inject
  StateClient(StateChannel channel, StateConfig config) {
    this(channel.channel(), config.requestTimeout(), FAILOVER_MAX);
  }

  StateClient(Channel channel, Duration timeout, Duration failoverMax) {
    this.kv = MutinyKVGrpc.newMutinyStub(channel);
    this.state = MutinyStateGrpc.newMutinyStub(channel);
    this.timeout = timeout;
    this.failoverMax = failoverMax;
  }

  public Uni<HeadResponse> head(String prefix) {
    HeadRequest request =
        HeadRequest.newBuilder().setPrefix(ByteString.copyFromUtf8(prefix)).build();
    return guarded(() -> state.head(request));
  }

  public Uni<Optional<Stored>> get(String key) {
    return range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build())
        .map(StateClient::first);
  }

  /**
   * A page of keys that begin with a prefix.
   *
   * @param from the first key of the page
   * @param revision as of which; 0 for now
   */
  public Uni<RangeResponse> page(String prefix, String from, long limit, long revision) {
    return range(
        RangeRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8(from))
            .setRangeEnd(endOf(prefix))
            .setLimit(limit)
            .setRevision(revision)
            .build());
  }

  /** All keys that begin with a prefix, as of a revision. */
  public Uni<List<KeyValue>> all(String prefix, long revision) {
    List<KeyValue> all = new ArrayList<>();
    return each(prefix, revision, all::add).replaceWith(all);
  }

  /** The same for those who need not have all of them at once. */
  public Uni<Void> each(String prefix, long revision, Consumer<KeyValue> action) {
    return from(prefix, prefix, revision, action);
  }

  private Uni<Void> from(String prefix, String from, long revision, Consumer<KeyValue> action) {
    return page(prefix, from, PAGE, revision)
        .flatMap(
            answer -> {
              answer.getKvsList().forEach(action);
              return answer.getMore()
                  ? from(prefix, behindLast(answer), revision, action)
                  : Uni.createFrom().voidItem();
            });
  }

  private static String behindLast(RangeResponse page) {
    return page.getKvs(page.getKvsCount() - 1).getKey().toStringUtf8() + "\0";
  }

  private Uni<RangeResponse> range(RangeRequest request) {
    return guarded(() -> kv.range(request));
  }

  /** Carries out all changes, or none and says how their keys are. */
  public Uni<Outcome> write(List<Change> changes, Origin origin) {
    TxnRequest.Builder txn = TxnRequest.newBuilder();
    for (Change change : changes) {
      add(txn, change);
    }
    TxnRequest request = txn.build();
    MutinyKVGrpc.MutinyKVStub writer = as(origin);
    AtomicInteger attempts = new AtomicInteger();
    return guarded(
            () -> {
              attempts.incrementAndGet();
              return writer.txn(request);
            })
        .map(answer -> outcome(answer, changes, attempts.get() > 1));
  }

  private MutinyKVGrpc.MutinyKVStub as(Origin origin) {
    Metadata headers = new Metadata();
    headers.put(StateHeaders.ACTOR, origin.actor());
    if (!origin.cause().isEmpty()) {
      headers.put(StateHeaders.CAUSE, origin.cause());
    }
    if (!origin.traceParent().isEmpty()) {
      headers.put(StateHeaders.TRACE_PARENT, origin.traceParent());
    }
    return kv.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static void add(TxnRequest.Builder txn, Change change) {
    ByteString key = ByteString.copyFromUtf8(change.key());
    switch (change) {
      case Change.Create create -> {
        txn.addCompare(
            Compare.newBuilder()
                .setKey(key)
                .setTarget(Compare.CompareTarget.CREATE)
                .setResult(Compare.CompareResult.EQUAL)
                .setCreateRevision(0));
        txn.addSuccess(put(key, create.value()));
      }
      case Change.Replace replace -> {
        txn.addCompare(unchanged(key, replace.revision()));
        txn.addSuccess(put(key, replace.value()));
      }
      case Change.Remove remove -> {
        txn.addCompare(unchanged(key, remove.revision()));
        txn.addSuccess(delete(key));
      }
      case Change.Drop drop -> txn.addSuccess(delete(key));
    }
    txn.addFailure(RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder().setKey(key)));
  }

  private static Compare unchanged(ByteString key, long revision) {
    return Compare.newBuilder()
        .setKey(key)
        .setTarget(Compare.CompareTarget.MOD)
        .setResult(Compare.CompareResult.EQUAL)
        .setModRevision(revision)
        .build();
  }

  private static RequestOp put(ByteString key, ByteString value) {
    return RequestOp.newBuilder()
        .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value))
        .build();
  }

  private static RequestOp delete(ByteString key) {
    return RequestOp.newBuilder()
        .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
        .build();
  }

  private static Outcome outcome(TxnResponse answer, List<Change> changes, boolean repeated) {
    long revision = answer.getHeader().getRevision();
    if (answer.getSucceeded()) {
      return new Outcome.Done(revision);
    }
    Map<String, Stored> current = new HashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      String key = changes.get(i).key();
      ResponseOp response = answer.getResponses(i);
      first(response.getResponseRange()).ifPresent(stored -> current.put(key, stored));
    }
    Outcome.Refused refused = new Outcome.Refused(current);
    return repeated ? Attempts.repeated(changes, refused, revision) : refused;
  }

  private static Optional<Stored> first(RangeResponse answer) {
    return answer.getKvsCount() == 0
        ? Optional.empty()
        : Optional.of(new Stored(answer.getKvs(0).getValue(), answer.getKvs(0).getModRevision()));
  }

  /** The first key behind all that begin with a prefix. */
  public static ByteString endOf(String prefix) {
    byte[] end = ByteString.copyFromUtf8(prefix).toByteArray();
    end[end.length - 1]++;
    return ByteString.copyFrom(end);
  }

  private <T> Uni<T> guarded(Supplier<Uni<T>> call) {
    return Attempts.until(failoverMax, call)
        .ifNoItem()
        .after(timeout)
        .failWith(() -> Failures.timeout("the state-service did not answer in time"))
        .onFailure(StatusRuntimeException.class)
        .transform(StateClient::translated);
  }

  private static Throwable translated(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String words = String.valueOf(status.getDescription());
    return switch (status.getCode()) {
      case UNAVAILABLE, CANCELLED -> Failures.unavailable("the state-service is unavailable");
      case OUT_OF_RANGE ->
          words.contains("compacted")
              ? Failures.expired("The resourceVersion for the provided list is too old.")
              : Failures.internal(words);
      case DEADLINE_EXCEEDED -> Failures.timeout("the state-service did not answer in time");
      case RESOURCE_EXHAUSTED -> Failures.tooManyRequests(words, 1);
      case INVALID_ARGUMENT ->
          words.contains("too large") ? Failures.tooLargeForStore(words) : Failures.internal(words);
      default -> Failures.internal(status.getCode() + ": " + words);
    };
  }
}
