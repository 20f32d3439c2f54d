package io.quarterdeck.gateway.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the body of a paused request up to the limit, and lets the rest of a larger one pass by.
 */
final class BodyReader {
  static final int BYTES_MAX = 3 * 1024 * 1024;

  private BodyReader() {}

  static Uni<byte[]> read(HttpServerRequest request) {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Buffer collected = Buffer.buffer();
    request.handler(
        part -> {
          if (collected.length() + part.length() > BYTES_MAX) {
            body.completeExceptionally(Failures.tooLarge(BYTES_MAX));
          } else if (!body.isDone()) {
            collected.appendBuffer(part);
          }
        });
    request.endHandler(end -> body.complete(collected.getBytes()));
    request.exceptionHandler(body::completeExceptionally);
    request.resume();
    return Uni.createFrom().completionStage(body);
  }
}
