package io.quarterdeck.bench.state;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.bench.load.Call;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the loads ask of a store, spread over a few connections. Thread-safe. */
final class KvClient implements AutoCloseable {
  /** A client of its own has a connection of its own, up to so many. */
  private static final int CONNECTIONS_MAX = 8;

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<KVGrpc.KVStub> stubs;

  KvClient(Contender contender, int clients) {
    for (int i = 0; i < Math.min(clients, CONNECTIONS_MAX); i++) {
      channels.add(contender.connect());
    }
    stubs = channels.stream().map(KVGrpc::newStub).toList();
  }

  void put(long number, ByteString key, ByteString value, Call.Reply reply) {
    PutRequest request = PutRequest.newBuilder().setKey(key).setValue(value).build();
    stub(number).put(request, new Unary<>(reply, answer -> {}));
  }

  /** Reads keys in order from {@code from} on, before {@code end}. */
  void range(
      long number,
      ByteString from,
      ByteString end,
      Consumer<RangeResponse> check,
      Call.Reply reply) {
    RangeRequest request = RangeRequest.newBuilder().setKey(from).setRangeEnd(end).build();
    stub(number).range(request, new Unary<>(reply, check));
  }

  /** Watches on a stream of its own; everything that comes goes to the consumer. */
  void watch(int number, ByteString from, ByteString end, Consumer<WatchResponse> consumer) {
    WatchCreateRequest create =
        WatchCreateRequest.newBuilder().setKey(from).setRangeEnd(end).build();
    var stub = WatchGrpc.newStub(channels.get(number % channels.size()));
    stub.watch(new Stream(consumer))
        .onNext(WatchRequest.newBuilder().setCreateRequest(create).build());
  }

  private KVGrpc.KVStub stub(long number) {
    return stubs.get((int) (number % stubs.size()));
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private record Unary<T>(Call.Reply reply, Consumer<T> check) implements StreamObserver<T> {
    @Override
    public void onNext(T answer) {
      check.accept(answer);
    }

    @Override
    public void onError(Throwable failure) {
      reply.failed(failure);
    }

    @Override
    public void onCompleted() {
      reply.done();
    }
  }

  /** A stream that breaks delivers nothing more, which whoever counts deliveries finds out. */
  private record Stream(Consumer<WatchResponse> consumer) implements StreamObserver<WatchResponse> {
    @Override
    public void onNext(WatchResponse response) {
      consumer.accept(response);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
