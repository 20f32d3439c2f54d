package io.quarterdeck.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * Breaks off a request that takes longer than any may: a client that stalls in its body, or does
 * not read its answer, would keep its seat for as long as it likes. For the event loop of the
 * request's connection, but for {@link #lift}.
 */
final class RequestDeadline {
  private final HttpServerRequest request;
  private final Responder responder;
  private final Vertx vertx = Vertx.currentContext().owner();
  private final long timer;

  private RequestDeadline(HttpServerRequest request, Responder responder, Duration max) {
    this.request = request;
    this.responder = responder;
    this.timer = vertx.setTimer(Math.max(1, max.toMillis()), due -> expire());
  }

  static RequestDeadline begin(HttpServerRequest request, Responder responder, Duration max) {
    return new RequestDeadline(request, responder, max);
  }

  /** It may take as long as it likes from here on, or is over. */
  void lift() {
    vertx.cancelTimer(timer);
  }

  private void expire() {
    if (!request.response().headWritten()) {
      String accept = request.getHeader("Accept");
      responder.write(
          Replies.failure(
              Failures.timeout("Timeout: request did not complete within the allotted timeout"),
              accept == null ? "" : accept));
    }
    // Behind the answer, which is written in a task of its own.
    Vertx.currentContext().runOnContext(written -> breakOff());
  }

  private void breakOff() {
    HttpServerResponse response = request.response();
    if (response.closed() || (request.isEnded() && response.ended())) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset();
    } else {
      var unused = request.connection().close();
    }
  }
}
