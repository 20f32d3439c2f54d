package io.quarterdeck.state.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.LeaseKeepAliveRequest;
import io.quarterdeck.etcd.rpc.LeaseKeepAliveResponse;
import io.quarterdeck.state.model.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of keep-alives: answers one after the other and reads no request before the
 * one before it is answered. Thread-safe.
 */
final class KeepAlives implements StreamObserver<LeaseKeepAliveRequest> {
  private final ServerCallStreamObserver<LeaseKeepAliveResponse> client;
  private final Function<LeaseKeepAliveRequest, CompletableFuture<LeaseKeepAliveResponse>> answer;
  private boolean answering;
  private boolean completed;
  private boolean closed;

  KeepAlives(
      ServerCallStreamObserver<LeaseKeepAliveResponse> client,
      Function<LeaseKeepAliveRequest, CompletableFuture<LeaseKeepAliveResponse>> answer) {
    this.client = client;
    this.answer = answer;
    client.disableAutoRequest();
    client.setOnCancelHandler(this::cancel);
    client.request(1);
  }

  @Override
  public void onNext(LeaseKeepAliveRequest request) {
    begin();
    CompletableFuture<LeaseKeepAliveResponse> reply;
    try {
      reply = answer.apply(request);
    } catch (RefusedException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    var unused = reply.whenComplete(this::answered);
  }

  @Override
  public void onError(Throwable failure) {
    cancel();
  }

  @Override
  public synchronized void onCompleted() {
    completed = true;
    completeWhenDone();
  }

  private synchronized void begin() {
    answering = true;
  }

  private synchronized void cancel() {
    closed = true;
  }

  private synchronized void answered(
      @Nullable LeaseKeepAliveResponse response, @Nullable Throwable failure) {
    answering = false;
    if (closed) {
      return;
    }
    if (response == null) {
      closed = true;
      client.onError(
          failure == null
              ? new IllegalStateException("a keep-alive without an answer")
              : Replies.status(failure).asRuntimeException());
      return;
    }
    client.onNext(response);
    client.request(1);
    completeWhenDone();
  }

  private void completeWhenDone() {
    if (completed && !answering && !closed) {
      closed = true;
      client.onCompleted();
    }
  }
}
