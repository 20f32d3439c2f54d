package io.quarterdeck.gateway.node;

import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.Reads;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Passes the logs of a container on from the node that has them. */
@Singleton
public class PodLogs {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final List<String> PASSED_ON =
      List.of(
          "follow",
          "previous",
          "tailLines",
          "limitBytes",
          "sinceSeconds",
          "sinceTime",
          "timestamps");

  private final Reads reads;
  private final NodeClient nodes;

  PodLogs(Reads reads, NodeClient nodes) {
    this.reads = reads;
    this.nodes = nodes;
  }

  public Uni<Reply> get(Call call, Kind kind) {
    return reads
        .find(call, kind)
        .flatMap(item -> Uni.createFrom().completionStage(open(call, item.object())));
  }

  private CompletionStage<Reply> open(Call call, ApiObject pod) {
    String container = PodContainers.choose(pod, call.query().text("container"));
    String nodeName = pod.text("spec", "nodeName");
    if (nodeName.isEmpty()) {
      // Nothing has run, so there is nothing to show.
      return CompletableFuture.completedFuture(Reply.Body.of(OK, "text/plain", new byte[0]));
    }
    return nodes
        .request(nodeName, HttpMethod.GET, uri(call, pod, container))
        .compose(HttpClientRequest::send)
        .recover(
            failure ->
                Future.failedFuture(unanswered(nodeName, String.valueOf(failure.getMessage()))))
        .compose(response -> reply(nodeName, response))
        .toCompletionStage();
  }

  private static String uri(Call call, ApiObject pod, String container) {
    StringBuilder path =
        new StringBuilder("/containerLogs/")
            .append(pod.namespace())
            .append('/')
            .append(pod.name())
            .append('/')
            .append(container);
    String separator = "?";
    for (String each : PASSED_ON) {
      String value = call.query().text(each);
      if (!value.isEmpty()) {
        path.append(separator)
            .append(each)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        separator = "&";
      }
    }
    return path.toString();
  }

  /** What the node refuses is a failure like any other, so that clients show the reason. */
  private static Future<Reply> reply(String nodeName, HttpClientResponse from) {
    if (from.statusCode() == OK) {
      HttpClientResponse paused = from.pause();
      return Future.succeededFuture(new Reply.Stream(to -> pipe(paused, to)));
    }
    return from.body()
        .map(body -> body.toString(StandardCharsets.UTF_8).strip())
        .compose(
            why ->
                Future.failedFuture(
                    from.statusCode() == BAD_REQUEST
                        ? Failures.badRequest(why)
                        : unanswered(nodeName, why)));
  }

  private static Failure unanswered(String nodeName, String why) {
    return Failures.internal("the node " + nodeName + " does not give its logs: " + why);
  }

  /** Neither side is read faster than the other takes; each that goes away ends the other. */
  private static void pipe(HttpClientResponse from, HttpServerResponse to) {
    to.setStatusCode(from.statusCode()).setChunked(true);
    String type = from.getHeader("Content-Type");
    to.putHeader("Content-Type", type == null ? "text/plain" : type);
    to.closeHandler(closed -> from.request().reset());
    to.writeHead();
    from.pipeTo(to);
  }
}
