package io.quarterdeck.gateway.proxy;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Sockets;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;

/**
 * Passes one request on and its answer back, both as they come: neither side is read faster than
 * the other takes, and one that goes away ends the other.
 */
final class HttpPass {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int MOVED_PERMANENTLY = 301;

  private final HttpServerRequest request;
  private final Target target;
  private final ProxyPath path;

  HttpPass(HttpServerRequest request, Target target, ProxyPath path) {
    this.request = request;
    this.target = target;
    this.path = path;
  }

  Future<Void> through(HttpClient client) {
    boolean upgrades = PassedHeaders.upgrades(request.headers());
    if (path.below().isEmpty() && !upgrades && isRead()) {
      return redirectBelow();
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setSsl(target.secure())
            .setHost(target.host())
            .setPort(target.port())
            .setURI(path.uri());
    return client
        .request(options)
        .compose(to -> upgrades ? switched(to) : passed(to))
        .recover(failure -> Future.failedFuture(Failures.unreachable(failure)));
  }

  private boolean isRead() {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
  }

  /** Relative links of the page that follows must not lead out of it. */
  private Future<Void> redirectBelow() {
    request.resume();
    String query = request.query() == null ? "" : "?" + request.query();
    return request
        .response()
        .setStatusCode(MOVED_PERMANENTLY)
        .putHeader("Location", request.path() + "/" + query)
        .end();
  }

  private Future<Void> passed(HttpClientRequest to) {
    PassedHeaders.request(request, to.headers());
    HttpServerResponse response = request.response();
    response.closeHandler(gone -> to.reset());
    Future<HttpClientResponse> answer = hasBody() ? to.send(request) : to.send();
    if (!hasBody()) {
      request.resume();
    }
    return answer.compose(from -> answered(from, response));
  }

  private boolean hasBody() {
    MultiMap headers = request.headers();
    if (headers.contains("Content-Length")) {
      return !"0".equals(headers.get("Content-Length"));
    }
    // A stream of HTTP/2 says nothing of the body that follows.
    return headers.contains("Transfer-Encoding")
        || (request.version() == HttpVersion.HTTP_2 && !isRead());
  }

  private Future<Void> answered(HttpClientResponse from, HttpServerResponse response) {
    response.setStatusCode(from.statusCode()).setStatusMessage(from.statusMessage());
    PassedHeaders.response(from.headers(), response.headers(), path, target.authority());
    boolean empty =
        from.statusCode() == NO_CONTENT
            || from.statusCode() == NOT_MODIFIED
            || request.method().equals(HttpMethod.HEAD);
    if (empty) {
      return response.end();
    }
    response.setChunked(!response.headers().contains("Content-Length"));
    // The head goes out even when nothing follows yet: streams begin like that.
    response.writeHead();
    return from.pipeTo(response).onFailure(broken -> response.reset());
  }

  private Future<Void> switched(HttpClientRequest to) {
    PassedHeaders.upgrade(request, to.headers());
    request.resume();
    // What breaks later ends the socket, and with it the client's side.
    to.exceptionHandler(ignored -> {});
    return to.connect()
        .compose(
            answer ->
                answer.statusCode() == SWITCHING_PROTOCOLS
                    ? joined(answer)
                    : answered(answer, request.response()));
  }

  private Future<Void> joined(HttpClientResponse answer) {
    NetSocket behind = answer.netSocket();
    behind.pause();
    PassedHeaders.upgraded(answer.headers(), request.response().headers());
    return Sockets.join(request, behind);
  }
}
