package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;
import io.quarterdeck.etcd.rpc.MutinyWatchGrpc;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/** Follows the changes of a range of keys, with the value that each key had before. */
@ApplicationScoped
public class StateWatch {
  private final MutinyWatchGrpc.MutinyWatchStub watch;
  private final StateChannel channel;

  StateWatch(StateChannel channel) {
    this.channel = channel;
    this.watch = MutinyWatchGrpc.newMutinyStub(channel.channel());
  }

  /** Ends with the subscription; the request side stays open until then. */
  public Multi<WatchResponse> follow(String prefix, long fromRevision) {
    channel.hurry();
    WatchCreateRequest create =
        WatchCreateRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8(prefix))
            .setRangeEnd(StateClient.endOf(prefix))
            .setStartRevision(fromRevision)
            .setPrevKv(true)
            .setProgressNotify(true)
            .build();
    Multi<WatchRequest> requests =
        Multi.createFrom()
            .emitter(
                emitter ->
                    emitter.emit(WatchRequest.newBuilder().setCreateRequest(create).build()));
    return watch.watch(requests);
  }
}
