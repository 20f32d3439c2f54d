package io.quarterdeck.state.rpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest.FilterType;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.state.model.RefusedException;
import io.quarterdeck.state.watch.WatchHub;
import io.quarterdeck.state.watch.WatchOptions;

/** etcd's Watch service: any number of watches on one stream. */
final class WatchRpc extends WatchGrpc.WatchImplBase {
  private static final ByteString FIRST_KEY = ByteString.copyFrom(new byte[1]);

  private final WatchHub hub;
  private final Access access;
  private final Responses responses;

  WatchRpc(WatchHub hub, Access access, Responses responses) {
    this.hub = hub;
    this.access = access;
    this.responses = responses;
  }

  @Override
  public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> observer) {
    var server = (ServerCallStreamObserver<WatchResponse>) observer;
    WatchOutbox outbox = new WatchOutbox(server, responses);
    WatchHub.Client client = hub.open(outbox);
    server.setOnReadyHandler(
        () -> {
          if (outbox.drain()) {
            client.writable();
          }
        });
    server.setOnCancelHandler(
        () -> {
          outbox.discard();
          client.close();
        });
    try {
      access.checkRead(Caller.current());
    } catch (RefusedException e) {
      client.close();
      outbox.discard();
      observer.onError(Replies.status(e).asRuntimeException());
    }
    return new Incoming(client, outbox);
  }

  /** What the client sends. */
  private record Incoming(WatchHub.Client client, WatchOutbox outbox)
      implements StreamObserver<WatchRequest> {

    @Override
    public void onNext(WatchRequest request) {
      switch (request.getRequestUnionCase()) {
        case CREATE_REQUEST -> create(request.getCreateRequest());
        case CANCEL_REQUEST -> client.cancel(request.getCancelRequest().getWatchId());
        case PROGRESS_REQUEST -> client.requestProgress();
        case REQUESTUNION_NOT_SET -> {
          // etcd passes over what it does not know, and so do we.
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      outbox.discard();
      client.close();
    }

    @Override
    public void onCompleted() {
      client.close();
      outbox.close();
    }

    private void create(WatchCreateRequest request) {
      ByteString key = request.getKey().isEmpty() ? FIRST_KEY : request.getKey();
      WatchOptions options =
          new WatchOptions(
              Requests.range(key, request.getRangeEnd()),
              request.getPrevKv(),
              request.getFiltersList().contains(FilterType.NOPUT),
              request.getFiltersList().contains(FilterType.NODELETE),
              request.getProgressNotify(),
              request.getFragment());
      client.create(request.getWatchId(), options, request.getStartRevision());
    }
  }
}
