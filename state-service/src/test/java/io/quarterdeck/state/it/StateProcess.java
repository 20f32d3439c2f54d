package io.quarterdeck.state.it;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.RoleFlags;
import io.quarterdeck.testkit.RoleProcess;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;

/** The service as users run it, and channels to it. */
final class StateProcess implements AutoCloseable {
  static final String CLUSTER = "test";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final TestStores stores;
  private final RoleProcess role;
  private final int httpPort;
  private final int port;

  private StateProcess(TestStores stores, RoleProcess role, int httpPort, int port) {
    this.stores = stores;
    this.role = role;
    this.httpPort = httpPort;
    this.port = port;
  }

  /** Starts it and waits until it leads. */
  static StateProcess start(TestStores stores, Map<String, String> extra) {
    StateProcess state = launch(stores, extra);
    state.role.awaitReady(TIMEOUT);
    return state;
  }

  static StateProcess launch(TestStores stores, Map<String, String> extra) {
    List<Integer> ports = FreePorts.next(2);
    Identity own = stores.identity("state-service", "quarterdeck:state-service");
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.http.port", ports.get(0).toString());
    settings.put("quarterdeck.cluster", CLUSTER);
    settings.put("quarterdeck.tls.ca", own.ca().toString());
    settings.put("quarterdeck.tls.certificate", own.certificate().toString());
    settings.put("quarterdeck.tls.key", own.key().toString());
    settings.put("quarterdeck.state.port", ports.get(1).toString());
    settings.put("quarterdeck.database.url", stores.postgres().url());
    settings.put("quarterdeck.database.username", stores.postgres().username());
    settings.put("quarterdeck.database.password-file", stores.postgres().passwordFile().toString());
    settings.put("quarterdeck.kafka.bootstrap-servers", stores.kafka().bootstrapServers());
    settings.putAll(extra);
    Path folder = stores.folder().resolve("state-" + ports.get(0));
    RoleProcess role = new RoleProcess("state-service", folder, settings, RoleFlags.of(256, false));
    role.launch();
    return new StateProcess(stores, role, ports.get(0), ports.get(1));
  }

  RoleProcess role() {
    return role;
  }

  int port() {
    return port;
  }

  /** What it answers over plain HTTP, whatever the status. */
  String get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
            // As those who scrape do: Java's client would try to switch to HTTP/2 first.
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(ANSWER_MAX)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  ManagedChannel channel(String commonName) {
    Identity client = stores.identity(commonName.replace(':', '-'), commonName);
    try {
      return NettyChannelBuilder.forAddress("127.0.0.1", port)
          .sslContext(
              GrpcSslContexts.forClient()
                  .trustManager(client.ca().toFile())
                  .keyManager(client.certificate().toFile(), client.key().toFile())
                  .build())
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  ManagedChannel gateway() {
    return channel("quarterdeck:api-gateway");
  }

  @Override
  public void close() {
    role.close();
  }
}
