package io.quarterdeck.state.rpc;

import io.grpc.stub.StreamObserver;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.v1.HeadRequest;
import io.quarterdeck.state.v1.HeadResponse;
import io.quarterdeck.state.v1.StateGrpc;

/** What a cache asks: how fresh it has to be. */
final class StateRpc extends StateGrpc.StateImplBase {
  private final Store store;
  private final Access access;
  private final String incarnation;

  StateRpc(Store store, Access access, String incarnation) {
    this.store = store;
    this.access = access;
    this.incarnation = incarnation;
  }

  @Override
  public void head(HeadRequest request, StreamObserver<HeadResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return store.head(Requests.key(request.getPrefix())).thenApply(this::response);
        });
  }

  private HeadResponse response(Store.Head head) {
    return HeadResponse.newBuilder()
        .setRevision(head.revision())
        .setNewestRevision(head.newest())
        .setEpoch(head.epoch())
        .setIncarnation(incarnation)
        .setCompactRevision(head.compactRevision())
        .build();
  }
}
