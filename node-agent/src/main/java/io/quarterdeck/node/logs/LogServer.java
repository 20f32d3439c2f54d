package io.quarterdeck.node.logs;

import io.grpc.StatusRuntimeException;
import io.quarterdeck.model.ObjectKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/**
 * What a node serves to the gateway, and to nobody else: {@code /containerLogs/<namespace>/<pod>/
 * <container>} and {@code /healthz}. Each request for logs has a virtual thread of its own.
 */
public final class LogServer {
  private static final Logger LOG = Logger.getLogger(LogServer.class);
  private static final String GATEWAY = "quarterdeck:api-gateway";
  private static final int STREAMS_MAX = 256;

  private final HttpServer server;
  private final ContainerLogs logs;
  private final Semaphore streams = new Semaphore(STREAMS_MAX);

  /** The node's own certificate and the authority of its clients, as PEM files. */
  public record Tls(Path authority, Path certificate, Path key) {}

  public LogServer(Vertx vertx, String address, int port, Tls tls, ContainerLogs logs) {
    this.logs = logs;
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(address)
            .setPort(port)
            .setSsl(true)
            .setClientAuth(ClientAuth.REQUEST)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertPath(tls.certificate().toString())
                    .addKeyPath(tls.key().toString()))
            .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()));
    server = vertx.createHttpServer(options).requestHandler(this::onRequest);
  }

  public Future<Void> listen() {
    return server.listen().mapEmpty();
  }

  public int port() {
    return server.actualPort();
  }

  /** How many logs are being read now. */
  int streams() {
    return STREAMS_MAX - streams.availablePermits();
  }

  public Future<Void> close() {
    return server.close();
  }

  private void onRequest(HttpServerRequest request) {
    Optional<String> client = client(request);
    List<String> path = path(request);
    if (client.isEmpty()) {
      answer(request.response(), 401, "Unauthorized");
    } else if (!client.get().equals(GATEWAY)) {
      answer(request.response(), 403, "Forbidden (user=" + client.get() + ")");
    } else if (!request.method().name().equals("GET")) {
      answer(request.response(), 405, "405: Method Not Allowed");
    } else if (path.equals(List.of("healthz"))) {
      answer(request.response(), 200, "ok");
    } else if (path.size() == 4 && path.getFirst().equals("containerLogs")) {
      onLogs(request, new ObjectKey(path.get(1), path.get(2)), path.get(3));
    } else {
      answer(request.response(), 404, "404: Page Not Found");
    }
  }

  private void onLogs(HttpServerRequest request, ObjectKey pod, String container) {
    if (!streams.tryAcquire()) {
      answer(request.response(), 429, "too many requests for logs of this node");
      return;
    }
    HttpServerResponse response = request.response();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    response.closeHandler(_ -> gone.complete(null));
    response.exceptionHandler(_ -> gone.complete(null));
    Map<String, String> parameters =
        request.params().entries().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    Thread.ofVirtual()
        .name("logs " + pod)
        .start(
            () -> {
              try {
                serve(response, gone, pod, container, parameters);
              } finally {
                streams.release();
              }
            });
  }

  private void serve(
      HttpServerResponse response,
      CompletableFuture<Void> gone,
      ObjectKey pod,
      String container,
      Map<String, String> parameters) {
    try {
      LogQuery query = LogQuery.parse(parameters, Instant.now());
      ContainerLogs.Target target = logs.find(pod, container, query.previous());
      response.putHeader("content-type", "text/plain").setChunked(true);
      logs.copy(target, query, new ResponseStream(response, gone), gone);
      var unused = response.end();
    } catch (LogException e) {
      answer(response, e.code(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.reset();
    } catch (IOException | StatusRuntimeException | IllegalStateException e) {
      LOG.debugf(e, "logs of %s in %s end early", container, pod);
      if (!gone.isDone()) {
        broken(response, e);
      }
    }
  }

  /** What was begun is cut off, so that the client does not take it for the whole. */
  private static void broken(HttpServerResponse response, Exception e) {
    if (response.headWritten()) {
      response.reset();
    } else {
      response.setChunked(false);
      answer(response, 500, String.valueOf(e.getMessage()));
    }
  }

  private static void answer(HttpServerResponse response, int code, String text) {
    var unused =
        response
            .setStatusCode(code)
            .putHeader("content-type", "text/plain; charset=utf-8")
            .end(text);
  }

  private static List<String> path(HttpServerRequest request) {
    return List.of(request.path().split("/")).stream()
        .filter(each -> !each.isEmpty())
        .map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  /** The common name of the client's certificate, which the handshake has verified. */
  private static Optional<String> client(HttpServerRequest request) {
    try {
      for (Certificate each : request.connection().peerCertificates()) {
        String subject = ((X509Certificate) each).getSubjectX500Principal().getName();
        return new LdapName(subject)
            .getRdns().stream()
                .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                .map(rdn -> String.valueOf(rdn.getValue()))
                .findFirst();
      }
      return Optional.empty();
    } catch (SSLPeerUnverifiedException | InvalidNameException e) {
      return Optional.empty();
    }
  }
}
