package io.quarterdeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarterdeck.pki.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Looks at the cluster through its API, with the administrator's token. */
final class ApiProbe {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http;
  private final String server;
  private final String token;

  ApiProbe(int port, Path caCertificate, Path tokens) throws IOException {
    this.server = "https://127.0.0.1:" + port;
    String line = Files.readString(tokens);
    this.token = line.substring(0, line.indexOf(','));
    this.http = HttpClient.newBuilder().sslContext(trusting(caCertificate)).build();
  }

  /** The condition Ready of a node: {@code True} when pods can run there. */
  String nodeReady(String node) {
    for (JsonNode condition :
        get("/api/v1/nodes/" + node)
            .map(n -> n.at("/status/conditions"))
            .orElse(MAPPER.nullNode())) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText();
      }
    }
    return "unknown";
  }

  /** Whether the node takes pods: Ready, and nobody has yet to initialise it. */
  boolean nodeTakesPods(String node) {
    return nodeReady(node).equals("True")
        && get("/api/v1/nodes/" + node).map(n -> n.at("/spec/taints").isEmpty()).orElse(false);
  }

  private Optional<JsonNode> get(String path) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(server + path))
                  .timeout(TIMEOUT)
                  .header("Authorization", "Bearer " + token)
                  .build(),
              BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(MAPPER.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static SSLContext trusting(Path caCertificate) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("cluster", Pem.certificate(caCertificate));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(caCertificate + " cannot be trusted", e);
    }
  }
}
