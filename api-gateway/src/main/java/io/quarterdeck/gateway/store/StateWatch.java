package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;
import io.quarterdeck.etcd.rpc.MutinyWatchGrpc;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchProgressRequest;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.util.List;

/** Follows the changes of a range of keys, with the value that each key had before. */
@Singleton
public class StateWatch {
  private final MutinyWatchGrpc.MutinyWatchStub watch;
  private final WatchGrpc.WatchStub paced;
  private final StateChannel channel;

  StateWatch(StateChannel channel) {
    this.channel = channel;
    this.watch = MutinyWatchGrpc.newMutinyStub(channel.channel());
    this.paced = WatchGrpc.newStub(channel.channel());
  }

  /** Ends with the subscription; the request side stays open until then. */
  public Multi<WatchResponse> follow(String prefix, long fromRevision) {
    channel.hurry();
    WatchRequest create = create(prefix, fromRevision);
    return watch.watch(Multi.createFrom().emitter(emitter -> emitter.emit(create)));
  }

  /**
   * The same at the reader's pace. When all that has happened is sent, an answer without events
   * says up to which revision.
   */
  public PacedWatch followPaced(String prefix, long fromRevision, PacedWatch.Listener listener) {
    WatchRequest progress =
        WatchRequest.newBuilder()
            .setProgressRequest(WatchProgressRequest.getDefaultInstance())
            .build();
    return PacedWatch.open(paced, List.of(create(prefix, fromRevision), progress), listener);
  }

  private static WatchRequest create(String prefix, long fromRevision) {
    WatchCreateRequest create =
        WatchCreateRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8(prefix))
            .setRangeEnd(StateClient.endOf(prefix))
            .setStartRevision(fromRevision)
            .setPrevKv(true)
            .setProgressNotify(true)
            .build();
    return WatchRequest.newBuilder().setCreateRequest(create).build();
  }
}
