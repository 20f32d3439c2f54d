package io.quarterdeck.gateway.node;

import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.http.Sockets;
import io.quarterdeck.gateway.verb.Reads;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Exec, attach and port-forward: joins the client's connection with one to the node of the pod,
 * which speaks the protocol that the client asked for. What the client and the node agree on passes
 * through as it is.
 */
@Singleton
public class PodStreams {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Reads reads;
  private final NodeClient nodes;

  PodStreams(Reads reads, NodeClient nodes) {
    this.reads = reads;
    this.nodes = nodes;
  }

  public Uni<Reply> connect(Call call, Kind kind, String subresource) {
    return reads
        .find(call, kind)
        .map(
            item -> new Reply.Handover(request -> join(request, call, item.object(), subresource)));
  }

  private Future<Void> join(
      HttpServerRequest request, Call call, ApiObject pod, String subresource) {
    if (request.getHeader("Upgrade") == null) {
      return Future.failedFuture(Failures.badRequest("Upgrade request required"));
    }
    String node = pod.text("spec", "nodeName");
    if (node.isEmpty()) {
      return Future.failedFuture(
          Failures.badRequest("pod " + pod.name() + " does not have a host assigned"));
    }
    String query = request.query() == null ? "" : "?" + request.query();
    return nodes
        .request(node, HttpMethod.GET, path(call, pod, subresource) + query)
        .compose(passed -> ask(request, passed))
        .recover(
            failure ->
                Future.failedFuture(
                    Failures.internal(
                        "error dialing backend: node " + node + ": " + failure.getMessage())))
        .compose(answer -> join(request, answer));
  }

  private static String path(Call call, ApiObject pod, String subresource) {
    String below = "/" + pod.namespace() + "/" + pod.name();
    return subresource.equals("portforward")
        ? "/portForward" + below
        : "/"
            + subresource
            + below
            + "/"
            + PodContainers.choose(pod, call.query().text("container"));
  }

  private static Future<HttpClientResponse> ask(HttpServerRequest from, HttpClientRequest to) {
    from.headers()
        .forEach(
            (name, value) -> {
              if (isAboutTheUpgrade(name)) {
                to.headers().add(name, value);
              }
            });
    // What breaks later ends the socket, and with it the client's side.
    to.exceptionHandler(ignored -> {});
    return to.connect();
  }

  private static boolean isAboutTheUpgrade(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("sec-websocket-")
        || List.of("connection", "upgrade", "x-stream-protocol-version").contains(name);
  }

  private static Future<Void> join(HttpServerRequest request, HttpClientResponse answer) {
    if (answer.statusCode() != SWITCHING_PROTOCOLS) {
      return answer.body().compose(text -> refuse(request, answer, text));
    }
    NetSocket node = answer.netSocket();
    node.pause();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (isAboutTheUpgrade(name)) {
                request.response().headers().add(name, value);
              }
            });
    return Sockets.join(request, node);
  }

  private static Future<Void> refuse(
      HttpServerRequest request, HttpClientResponse answer, Buffer text) {
    @Nullable String type = answer.getHeader("Content-Type");
    return request
        .response()
        .setStatusCode(answer.statusCode())
        .putHeader("Content-Type", type == null ? "text/plain" : type)
        .end(text);
  }
}
