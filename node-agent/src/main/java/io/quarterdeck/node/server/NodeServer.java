package io.quarterdeck.node.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What a node serves to the gateway, and to nobody else: {@code /healthz} and the endpoints that it
 * is given, each under the first segment of its paths.
 */
public final class NodeServer {
  private static final String GATEWAY = "quarterdeck:api-gateway";

  private static final int WEB_SOCKET_BYTES_MAX = 1 << 20;

  private final HttpServer server;
  private final Map<String, Endpoint> endpoints;

  /** The node's own certificate and the authority of its clients, as PEM files. */
  public record Tls(Path authority, Path certificate, Path key) {}

  /** Serves the paths below one name; called on the event loop of the connection. */
  @FunctionalInterface
  public interface Endpoint {
    /**
     * Answers a request.
     *
     * @param path the decoded segments behind the endpoint's name
     */
    void serve(HttpServerRequest request, List<String> path);

    /** The protocols that it speaks over WebSockets. */
    default List<String> webSocketProtocols() {
      return List.of();
    }
  }

  public NodeServer(
      Vertx vertx, String address, int port, Tls tls, Map<String, Endpoint> endpoints) {
    this.endpoints = Map.copyOf(endpoints);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(address)
            .setPort(port)
            .setSsl(true)
            .setWebSocketSubProtocols(protocols(endpoints))
            .setMaxWebSocketFrameSize(WEB_SOCKET_BYTES_MAX)
            .setMaxWebSocketMessageSize(WEB_SOCKET_BYTES_MAX)
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

  public Future<Void> close() {
    return server.close();
  }

  /** A whole answer of plain text. */
  public static void answer(HttpServerResponse response, int code, String text) {
    var unused =
        response
            .setStatusCode(code)
            .putHeader("content-type", "text/plain; charset=utf-8")
            .end(text);
  }

  private static List<String> protocols(Map<String, Endpoint> endpoints) {
    return endpoints.values().stream()
        .flatMap(each -> each.webSocketProtocols().stream())
        .distinct()
        .toList();
  }

  private void onRequest(HttpServerRequest request) {
    Optional<String> client = client(request);
    List<String> path = path(request);
    @Nullable Endpoint endpoint = path.isEmpty() ? null : endpoints.get(path.getFirst());
    if (client.isEmpty()) {
      answer(request.response(), 401, "Unauthorized");
    } else if (!client.get().equals(GATEWAY)) {
      answer(request.response(), 403, "Forbidden (user=" + client.get() + ")");
    } else if (endpoint != null) {
      endpoint.serve(request, path.subList(1, path.size()));
    } else if (path.equals(List.of("healthz"))) {
      answer(request.response(), 200, "ok");
    } else {
      answer(request.response(), 404, "404: Page Not Found");
    }
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
