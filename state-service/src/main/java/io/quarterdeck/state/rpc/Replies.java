package io.quarterdeck.state.rpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Ends a call with its answer or with etcd's error for it. */
final class Replies {
  private static final Logger LOG = Logger.getLogger(Replies.class);

  private Replies() {}

  static <T> void reply(StreamObserver<T> observer, Supplier<CompletableFuture<T>> work) {
    CompletableFuture<T> answer;
    try {
      answer = work.get();
    } catch (RefusedException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    var unused =
        answer.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                observer.onNext(response);
                observer.onCompleted();
              } else {
                observer.onError(status(failure).asRuntimeException());
              }
            });
  }

  static Status status(Throwable failure) {
    return RefusedException.failureOf(failure)
        .map(Replies::status)
        .orElseGet(
            () -> {
              LOG.error("a request failed", failure);
              return Status.UNAVAILABLE.withDescription("quarterdeck: " + failure.getMessage());
            });
  }

  static Status status(Failure refusal) {
    return Status.fromCode(Status.Code.valueOf(refusal.code().name()))
        .withDescription(refusal.message());
  }
}
