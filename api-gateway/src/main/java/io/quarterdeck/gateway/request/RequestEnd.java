package io.quarterdeck.gateway.request;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.CompletableFuture;

/** When a request is over: its response has ended, or its connection is gone. Thread-safe. */
public final class RequestEnd {
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private RequestEnd() {}

  /** To be asked for once for each request. */
  public static RequestEnd of(HttpServerRequest request) {
    RequestEnd end = new RequestEnd();
    request.response().endHandler(ended -> end.end.complete(null));
    if (request.getHeader("Upgrade") != null
        && request.connection() instanceof HttpServerConnection connection) {
      // A response that became something else never ends.
      connection
          .channelHandlerContext()
          .channel()
          .closeFuture()
          .addListener(closed -> end.end.complete(null));
    }
    return end;
  }

  /** At once when it is over already. */
  public void then(Runnable action) {
    var unused = end.thenRun(action);
  }
}
