package io.quarterdeck.gateway.it;

import io.quarterdeck.pki.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;

/** A client with a certificate, for what takes its time or happens a thousand times. */
final class Client implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String url;
  private final HttpClient http;

  Client(RunningGateway gateway, Identity identity) {
    this(gateway.url(), identity);
  }

  Client(String url, Identity identity) {
    this.url = url;
    this.http = HttpClient.newBuilder().sslContext(Tls.context(identity)).build();
  }

  static Client admin(RunningGateway gateway) {
    return new Client(gateway, gateway.identity("somebody", "system:masters"));
  }

  HttpResponse<String> send(String method, String path, String contentType, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, Api.JSON, "");
  }

  /** A watch; the caller closes it. */
  Watch watch(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    return new Watch(response.body());
  }

  /** The same in protobuf. */
  ProtobufWatch protobufWatch(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Accept", "application/vnd.kubernetes.protobuf")
            .build();
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    String contentType = response.headers().firstValue("Content-Type").orElse("");
    return new ProtobufWatch(contentType, response.body());
  }

  /** Opens a WebSocket; it goes with this client. */
  WebSocket webSocket(String path, String accept, WebSocket.Listener listener) {
    return http.newWebSocketBuilder()
        .header("Accept", accept)
        .subprotocols("binary.k8s.io")
        .buildAsync(URI.create(url.replace("https:", "wss:") + path), listener)
        .join();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
