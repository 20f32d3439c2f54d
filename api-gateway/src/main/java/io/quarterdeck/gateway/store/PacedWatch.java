package io.quarterdeck.gateway.store;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quarterdeck.etcd.rpc.WatchGrpc.WatchStub;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.List;

/**
 * A watch whose responses come when they are asked for: a slow reader holds up the store's side of
 * the stream, and nothing piles up here. Thread-safe.
 */
public final class PacedWatch {
  /** The answer to the creation, and the first response behind it. */
  private static final int INITIAL = 2;

  /** Who gets the responses, on the connection's thread. */
  public interface Listener {
    void response(WatchResponse response);

    void broken(Throwable failure);
  }

  private final ClientCallStreamObserver<WatchRequest> call;

  private PacedWatch(ClientCallStreamObserver<WatchRequest> call) {
    this.call = call;
  }

  static PacedWatch open(WatchStub stub, List<WatchRequest> requests, Listener listener) {
    var call = (ClientCallStreamObserver<WatchRequest>) stub.watch(new Receiver(listener));
    requests.forEach(call::onNext);
    return new PacedWatch(call);
  }

  /** Asks for one more response. */
  public void next() {
    call.request(1);
  }

  public void cancel() {
    call.cancel("it is not needed any longer", null);
  }

  private record Receiver(Listener listener)
      implements ClientResponseObserver<WatchRequest, WatchResponse> {
    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> call) {
      call.disableAutoRequestWithInitial(INITIAL);
    }

    @Override
    public void onNext(WatchResponse response) {
      listener.response(response);
    }

    @Override
    public void onError(Throwable failure) {
      listener.broken(failure);
    }

    @Override
    public void onCompleted() {
      listener.broken(new IllegalStateException("the store ended it"));
    }
  }
}
