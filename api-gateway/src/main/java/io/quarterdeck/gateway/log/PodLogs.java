package io.quarterdeck.gateway.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.config.TlsConfig;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.Reads;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Passes the logs of a container on from the node that has them. */
@ApplicationScoped
public class PodLogs {
  private static final int OK = 200;
  private static final int CONNECT_SECONDS = 10;
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
  private final Caches caches;
  private final HttpClient client;

  PodLogs(Vertx vertx, Reads reads, Caches caches, TlsConfig tls) {
    this.reads = reads;
    this.caches = caches;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                // Nodes are called by their address; their certificate names them by name.
                .setVerifyHost(false)
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(CONNECT_SECONDS))
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString())));
  }

  public Uni<Reply> get(Call call, Kind kind) {
    return reads
        .find(call, kind)
        .flatMap(item -> Uni.createFrom().completionStage(open(call, item.object())));
  }

  private java.util.concurrent.CompletionStage<Reply> open(Call call, ApiObject pod) {
    String container = container(call, pod);
    String nodeName = pod.text("spec", "nodeName");
    if (nodeName.isEmpty()) {
      // Nothing has run, so there is nothing to show.
      return java.util.concurrent.CompletableFuture.completedFuture(
          Reply.Body.of(OK, "text/plain", new byte[0]));
    }
    Item node =
        caches
            .of(Resources.NODES)
            .get(new ObjectKey("", nodeName))
            .orElseThrow(() -> Failures.notFound(Resources.NODES, nodeName));
    return client
        .request(request(call, pod, container, node.object()))
        .compose(request -> request.send())
        .map(response -> reply(response.pause()))
        .recover(
            failure ->
                io.vertx.core.Future.failedFuture(
                    Failures.internal(
                        "the node "
                            + nodeName
                            + " does not give its logs: "
                            + failure.getMessage())))
        .toCompletionStage();
  }

  private static String container(Call call, ApiObject pod) {
    List<String> names = new ArrayList<>();
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (JsonNode each : pod.at("spec", list)) {
        names.add(each.path("name").asText());
      }
    }
    String wanted = call.query().text("container");
    if (wanted.isEmpty()) {
      if (pod.at("spec", "containers").size() == 1) {
        return pod.at("spec", "containers").get(0).path("name").asText();
      }
      throw Failures.badRequest(
          "a container name must be specified for pod "
              + pod.name()
              + ", choose one of: ["
              + String.join(" ", names)
              + "]");
    }
    if (!names.contains(wanted)) {
      throw Failures.badRequest("container " + wanted + " is not valid for pod " + pod.name());
    }
    return wanted;
  }

  private static RequestOptions request(
      Call call, ApiObject pod, String container, ApiObject node) {
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
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(address(node))
        .setPort(node.integer(0, "status", "daemonEndpoints", "kubeletEndpoint", "Port"))
        .setURI(path.toString());
  }

  private static String address(ApiObject node) {
    for (JsonNode each : node.at("status", "addresses")) {
      if (each.path("type").asText().equals("InternalIP")) {
        return each.path("address").asText();
      }
    }
    throw Failures.internal("the node " + node.name() + " has no address yet");
  }

  private static Reply reply(HttpClientResponse from) {
    return new Reply.Stream(to -> pipe(from, to));
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
