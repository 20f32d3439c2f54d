package io.quarterdeck.node.stream;

import static io.quarterdeck.node.server.NodeServer.answer;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.node.server.NodeServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code <namespace>/<pod>[/<container>]} for exec, attach and port-forward. A client that
 * speaks SPDY is joined with the runtime's stream as it is; one that comes with a WebSocket is
 * translated. Nothing is agreed with the client before the runtime is ready, so that a failure is
 * an HTTP status.
 */
public final class StreamEndpoint implements NodeServer.Endpoint {
  private static final String SPDY = "SPDY/3.1";
  private static final String STREAM_PROTOCOL = "X-Stream-Protocol-Version";
  private static final int SWITCHING_PROTOCOLS = 101;

  /** What the streams are for. */
  public enum Purpose {
    EXEC,
    ATTACH,
    PORT_FORWARD
  }

  private final Purpose purpose;
  private final RuntimeStreams streams;
  private final Vertx vertx;
  private final HttpClient runtime;

  public StreamEndpoint(Vertx vertx, Purpose purpose, RuntimeStreams streams) {
    this.vertx = vertx;
    this.purpose = purpose;
    this.streams = streams;
    this.runtime = vertx.createHttpClient();
  }

  @Override
  public List<String> webSocketProtocols() {
    return Bridge.protocols(purpose);
  }

  @Override
  public void serve(HttpServerRequest request, List<String> path) {
    if (path.size() != (purpose == Purpose.PORT_FORWARD ? 2 : 3)) {
      answer(request.response(), 404, "404: Page Not Found");
      return;
    }
    @Nullable String upgrade = request.getHeader("Upgrade");
    if (upgrade == null) {
      answer(request.response(), 400, "you must ask for an upgrade of the connection");
      return;
    }
    ObjectKey pod = new ObjectKey(path.get(0), path.get(1));
    String container = path.size() > 2 ? path.get(2) : "";
    Optional<Bridge> bridge;
    try {
      bridge =
          upgrade.equalsIgnoreCase(SPDY)
              ? Optional.empty()
              : Optional.of(Bridge.of(purpose, request));
    } catch (StreamException e) {
      refuse(request, e);
      return;
    }
    request.pause();
    blocking(() -> prepare(request, pod, container))
        .compose(address -> connect(address, offered(request, bridge)))
        .compose(response -> join(request, bridge, response))
        .onFailure(failure -> refuse(request, failure));
  }

  private URI prepare(HttpServerRequest request, ObjectKey pod, String container)
      throws StreamException {
    return switch (purpose) {
      case EXEC -> streams.exec(pod, container, request.params());
      case ATTACH -> streams.attach(pod, container, request.params());
      case PORT_FORWARD -> streams.portForward(pod);
    };
  }

  /** Runs on a virtual thread and completes on the event loop of the caller. */
  private <T> Future<T> blocking(Callable<T> work) {
    var context = vertx.getOrCreateContext();
    io.vertx.core.Promise<T> done = io.vertx.core.Promise.promise();
    Thread.ofVirtual()
        .name("stream-" + purpose)
        .start(
            () -> {
              try {
                T result = work.call();
                context.runOnContext(_ -> done.complete(result));
              } catch (Exception e) {
                context.runOnContext(_ -> done.fail(e));
              }
            });
    return done.future();
  }

  private Future<HttpClientResponse> connect(URI address, List<String> offered) {
    return runtime
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(address.getRawPath()))
        .compose(
            call -> {
              // What breaks later ends the socket, and with it the client's side.
              call.exceptionHandler(_ -> {});
              call.putHeader("Connection", "Upgrade").putHeader("Upgrade", SPDY);
              offered.forEach(each -> call.headers().add(STREAM_PROTOCOL, each));
              return call.connect();
            });
  }

  private static List<String> offered(HttpServerRequest request, Optional<Bridge> bridge) {
    return bridge
        .map(each -> List.of(each.runtimeProtocol()))
        .orElseGet(() -> request.headers().getAll(STREAM_PROTOCOL));
  }

  private static Future<Void> join(
      HttpServerRequest request, Optional<Bridge> bridge, HttpClientResponse response) {
    if (response.statusCode() != SWITCHING_PROTOCOLS) {
      return response
          .body()
          .compose(
              text ->
                  Future.failedFuture(new StreamException(response.statusCode(), text.toString())));
    }
    NetSocket socket = response.netSocket();
    socket.pause();
    Future<Void> joined =
        bridge.isPresent()
            ? joinWebSocket(request, bridge.get(), socket)
            : joinSpdy(request, response, socket);
    // The runtime has switched already, and would wait for whoever never comes.
    return joined.onFailure(_ -> socket.close());
  }

  private static Future<Void> joinWebSocket(
      HttpServerRequest request, Bridge bridge, NetSocket socket) {
    return request
        .toWebSocket()
        .onSuccess(
            client -> {
              bridge.joint().join(client, socket);
              socket.resume();
            })
        .mapEmpty();
  }

  private static Future<Void> joinSpdy(
      HttpServerRequest request, HttpClientResponse response, NetSocket socket) {
    var headers = request.response().headers();
    headers.set("Connection", "Upgrade").set("Upgrade", SPDY);
    @Nullable String chosen = response.getHeader(STREAM_PROTOCOL);
    if (chosen != null) {
      headers.set(STREAM_PROTOCOL, chosen);
    }
    return request
        .toNetSocket()
        .onSuccess(
            client -> {
              Tunnels.join(client, socket);
              socket.resume();
            })
        .mapEmpty();
  }

  private static void refuse(HttpServerRequest request, Throwable failure) {
    request.resume();
    if (request.response().headWritten() || request.response().ended()) {
      return;
    }
    int code = failure instanceof StreamException known ? known.code() : 500;
    answer(request.response(), code, String.valueOf(failure.getMessage()));
  }
}
