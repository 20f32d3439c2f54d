package io.quarterdeck.node.proxy;

import static io.quarterdeck.node.proxy.ProxyPlannerTest.endpoint;
import static io.quarterdeck.node.proxy.ProxyPlannerTest.service;
import static io.quarterdeck.node.proxy.ProxyPlannerTest.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.model.ApiObject;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What load balancers are told of a node. */
class HealthCheckTest {
  private final int port = freePort();
  private final Vertx vertx = Vertx.vertx();
  private final HealthCheckServers servers = new HealthCheckServers(vertx, "127.0.0.1");
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void countsTheReadyEndpointsOfTheNode() throws Exception {
    servers.apply(
        plan(
            slice(
                endpoint("10.244.0.4", "n1", true),
                endpoint("10.244.0.5", "n1", false),
                endpoint("10.244.1.4", "n2", true))));
    HttpResponse<String> answer = ask();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Load-Balancing-Endpoint-Weight")).contains("1");
    assertThat(answer.body())
        .isEqualTo(
            "{\"service\":{\"namespace\":\"default\",\"name\":\"web\"},\"localEndpoints\":1,"
                + "\"serviceProxyHealthy\":true}");
  }

  @Test
  void turnsTrafficAwayWhenThereIsNoneAndStopsWithItsService() throws Exception {
    servers.apply(plan(slice(endpoint("10.244.1.4", "n2", true))));
    assertThat(ask().statusCode()).isEqualTo(503);

    servers.apply(new TreeMap<>());
    assertThatThrownBy(this::ask).isInstanceOf(ConnectException.class);
  }

  @Test
  void saysWhichPortsItCannotHave() throws Exception {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> servers.apply(plan(slice())))
          .isInstanceOf(IOException.class)
          .hasMessage("health checks cannot listen on the ports [" + port + "]");
    }
    servers.apply(plan(slice()));
    assertThat(ask().statusCode()).isEqualTo(503);
  }

  @Test
  void isOnlyForThoseThatNeedIt() {
    ApiObject other = service("'type':'NodePort','externalTrafficPolicy':'Local'");

    assertThat(HealthCheck.plan(List.of(other), List.of(), "n1")).isEmpty();
  }

  private SortedMap<Integer, HealthCheck> plan(ApiObject slice) {
    ApiObject service =
        service(
            "'type':'LoadBalancer','externalTrafficPolicy':'Local','healthCheckNodePort':" + port);
    return HealthCheck.plan(List.of(service), List.of(slice), "n1");
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/healthz");
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
