package io.quarterdeck.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.ResponseHeader;
import io.quarterdeck.etcd.rpc.ResponseOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.gateway.http.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a write whose first answers are lost on their way. */
class StateClientTest {
  private static final String KEY = "/registry/core/configmaps/default/one";
  private static final ByteString VALUE = ByteString.copyFromUtf8("{\"metadata\":{\"uid\":\"1\"}}");
  private static final Duration FAILOVER_MAX = Duration.ofSeconds(1);
  private static final Origin ORIGIN = Origin.of("someone");

  private final Store store = new Store();
  private Server server;
  private ManagedChannel channel;
  private StateClient client;

  @BeforeEach
  void connect() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(store)
            .build()
            .start();
    channel = NettyChannelBuilder.forTarget("127.0.0.1:" + server.getPort()).usePlaintext().build();
    client = new StateClient(channel, Duration.ofSeconds(20), FAILOVER_MAX);
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void isDoneWhenAnAttemptBeforeHadHappened() {
    store.lostAnswers = 2;

    assertThat(write(new Change.Create(KEY, VALUE))).isEqualTo(new Outcome.Done(1));
    assertThat(store.attempts).hasValue(3);
  }

  @Test
  void isRefusedWhenSomebodyElseWasFirst() {
    store.lostAnswers = 1;
    store.value = ByteString.copyFromUtf8("{\"metadata\":{\"uid\":\"2\"}}");
    store.revision = 7;

    assertThat(write(new Change.Create(KEY, VALUE)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.at(KEY)).contains(new Stored(store.value, 7)));
  }

  @Test
  void isRefusedWithoutADoubtWhenTheAnswerCameAtOnce() {
    store.value = VALUE;
    store.revision = 7;

    assertThat(write(new Change.Create(KEY, VALUE))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void whatIsGoneAfterwardsWasRemoved() {
    store.value = VALUE;
    store.revision = 7;
    store.lostAnswers = 1;

    assertThat(write(new Change.Remove(KEY, 7))).isEqualTo(new Outcome.Done(8));
  }

  @Test
  void failsInTheEnd() {
    store.lostAnswers = Integer.MAX_VALUE;

    assertThatThrownBy(() -> write(new Change.Create(KEY, VALUE)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(503));
  }

  private Outcome write(Change change) {
    return client.write(List.of(change), ORIGIN).await().atMost(Duration.ofSeconds(20));
  }

  /** One key, and answers that get lost after the work is done. */
  private static final class Store extends KVGrpc.KVImplBase {
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile int lostAnswers;
    private volatile long revision;
    private volatile ByteString value = ByteString.EMPTY;

    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> observer) {
      TxnResponse answer = decide(request);
      if (attempts.incrementAndGet() <= lostAnswers) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      observer.onNext(answer);
      observer.onCompleted();
    }

    private synchronized TxnResponse decide(TxnRequest request) {
      boolean removes = request.getSuccess(0).hasRequestDeleteRange();
      if (value.isEmpty() == removes) {
        return TxnResponse.newBuilder()
            .setHeader(ResponseHeader.newBuilder().setRevision(revision))
            .addResponses(ResponseOp.newBuilder().setResponseRange(range()))
            .build();
      }
      value = removes ? ByteString.EMPTY : request.getSuccess(0).getRequestPut().getValue();
      revision++;
      return TxnResponse.newBuilder()
          .setSucceeded(true)
          .setHeader(ResponseHeader.newBuilder().setRevision(revision))
          .build();
    }

    private RangeResponse range() {
      return value.isEmpty()
          ? RangeResponse.getDefaultInstance()
          : RangeResponse.newBuilder()
              .addKvs(KeyValue.newBuilder().setValue(value).setModRevision(revision))
              .build();
    }
  }
}
