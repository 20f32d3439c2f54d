package io.quarterdeck.state.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.quarterdeck.etcd.rpc.SnapshotResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Sends a snapshot as fast as its client reads. Thread-safe. */
final class SnapshotSender {
  private final ServerCallStreamObserver<SnapshotResponse> client;
  private @Nullable Iterator<Snapshot.Part> parts;
  private boolean ended;

  SnapshotSender(ServerCallStreamObserver<SnapshotResponse> client) {
    this.client = client;
    client.setOnReadyHandler(this::send);
    client.setOnCancelHandler(this::cancel);
  }

  synchronized void begin(@Nullable Iterator<Snapshot.Part> from, @Nullable Throwable failure) {
    if (failure != null) {
      ended = true;
      client.onError(Replies.status(failure).asRuntimeException());
      return;
    }
    parts = from;
    send();
  }

  private synchronized void send() {
    if (parts == null || ended) {
      return;
    }
    while (parts.hasNext() && client.isReady()) {
      Snapshot.Part part = parts.next();
      client.onNext(
          SnapshotResponse.newBuilder()
              .setBlob(part.bytes())
              .setRemainingBytes(part.remaining())
              .build());
    }
    if (!parts.hasNext()) {
      ended = true;
      client.onCompleted();
    }
  }

  private synchronized void cancel() {
    ended = true;
  }
}
