package io.quarterdeck.gateway.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.config.TlsConfig;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Reaches the nodes at the addresses that their objects tell, with the gateway's certificate. */
@Singleton
public class NodeClient {
  private static final int CONNECT_SECONDS = 10;
  private static final int CONNECTIONS_MAX = 1_000;

  private final Caches caches;
  private final HttpClient client;

  NodeClient(Vertx vertx, Caches caches, TlsConfig tls) {
    this.caches = caches;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                // Nodes are called by their address; their certificate names them by name.
                .setVerifyHost(false)
                // Logs that are followed and streams keep theirs as long as they last.
                .setMaxPoolSize(CONNECTIONS_MAX)
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(CONNECT_SECONDS))
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString())));
  }

  Future<HttpClientRequest> request(String nodeName, HttpMethod method, String uri) {
    ApiObject node =
        caches
            .of(Resources.NODES)
            .get(new ObjectKey("", nodeName))
            .orElseThrow(() -> Failures.notFound(Resources.NODES, nodeName))
            .object();
    Address address = address(node);
    return client.request(
        new RequestOptions()
            .setMethod(method)
            .setHost(address.host())
            .setPort(address.port())
            .setURI(uri));
  }

  /** Speaks to nodes, wherever they are. */
  public HttpClient client() {
    return client;
  }

  /** Where the agent of a node listens. */
  public record Address(String host, int port) {}

  public static Address address(ApiObject node) {
    for (JsonNode each : node.at("status", "addresses")) {
      if (each.path("type").asText().equals("InternalIP")) {
        return new Address(
            each.path("address").asText(),
            node.integer(0, "status", "daemonEndpoints", "kubeletEndpoint", "Port"));
      }
    }
    throw Failures.internal("the node " + node.name() + " has no address yet");
  }
}
