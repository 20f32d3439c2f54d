package io.quarterdeck.node.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarterdeck.cri.v1.ContainerConfig;
import io.quarterdeck.cri.v1.ContainerMetadata;
import io.quarterdeck.cri.v1.ImageSpec;
import io.quarterdeck.cri.v1.LinuxPodSandboxConfig;
import io.quarterdeck.cri.v1.PodSandboxConfig;
import io.quarterdeck.cri.v1.PodSandboxMetadata;
import io.quarterdeck.node.containerd.Containerd;
import io.quarterdeck.node.containerd.ContainerdLayout;
import io.quarterdeck.node.containerd.ImageImport;
import io.quarterdeck.node.containerd.Machine;
import io.quarterdeck.node.containerd.Teardown;
import io.quarterdeck.node.containerd.TestImage;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.server.NodeServer;
import io.quarterdeck.pki.CertificateSpec;
import io.quarterdeck.pki.ClusterCa;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.role.http.PemFiles;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of real containers over real TLS. */
class LogEndpointTest {
  private static final String C = "/containerLogs/default/p/c";
  @TempDir Path directory;
  private ContainerdLayout layout;
  private CriClient cri;
  private Vertx vertx;
  private NodeServer server;
  private LogEndpoint endpoint;
  private ClusterCa ca;
  private HttpClient gateway;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(TestImage.possible(), "needs root, containerd and a static busybox");
    TestImage.write(directory);
    layout = new ContainerdLayout(directory.resolve("node"));
    new Containerd(layout).ensure(Machine.config(layout, TestImage.NAME), "10.251.9.0/24");
    await(() -> Files.exists(layout.socket()));
    new ImageImport(layout).all(directory.resolve("images"));
    cri = new CriClient(layout.socket());
    vertx = Vertx.vertx();
    ca = ClusterCa.open(directory.resolve("pki"), "test", Instant.now());
    Identity node =
        ca.issue(CertificateSpec.client("node", "system:node:n").serving(List.of("127.0.0.1")));
    endpoint =
        new LogEndpoint(
            new ContainerLogs(
                cri,
                key -> Optional.of(LogChoiceTest.pod("")).filter(pod -> pod.key().equals(key))));
    server =
        new NodeServer(
            vertx,
            "127.0.0.1",
            0,
            new NodeServer.Tls(node.ca(), node.certificate(), node.key()),
            Map.of("containerLogs", endpoint));
    server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    gateway = client("gateway", "quarterdeck:api-gateway");
  }

  @AfterEach
  void stop() throws Exception {
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    if (cri != null) {
      cri.close();
    }
    if (layout != null) {
      new Teardown(layout).run();
    }
  }

  @Test
  void servesTheGatewayAndNobodyElse() throws Exception {
    assertThat(get(gateway, "/healthz").body()).isEqualTo("ok");
    assertThat(get(client("other", "system:node:other"), "/healthz").statusCode()).isEqualTo(403);
    HttpResponse<String> unknown = get(gateway, "/containerLogs/default/q/c");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo("pod \"q\" does not exist");
    HttpResponse<String> waiting = get(gateway, C);
    assertThat(waiting.statusCode()).isEqualTo(400);
    assertThat(waiting.body())
        .isEqualTo("container \"c\" in pod \"p\" is waiting to start: ContainerCreating");
  }

  @Test
  void readsFollowsRotatesAndEnds() throws Exception {
    run("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; cat /tmp/go; echo end");
    await(() -> get(gateway, C + "?tailLines=1").body().equals("line 19999\n"));
    String all = get(gateway, C).body();
    assertThat(all.lines().count()).isEqualTo(20_000);
    assertThat(all).startsWith("line 0\nline 1\n");

    new LogRotation(cri, new LogRotation.Limits(1000, 5), Clock.systemUTC()).rotateAll();
    try (var files = Files.list(directory.resolve("logs/c"))) {
      assertThat(files).hasSize(2);
    }
    assertThat(get(gateway, C + "?tailLines=2").body()).isEqualTo("line 19998\nline 19999\n");

    HttpResponse<InputStream> follow =
        gateway.send(request(C + "?follow=true&tailLines=1"), BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(follow.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("line 19999");
      var unused =
          cri.exec(
              cri.containers(Map.of()).getFirst().getId(),
              List.of("sh", "-c", "echo > /tmp/go"),
              Duration.ofSeconds(5));
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("end");
      assertThat(lines.readLine()).as("the container ended").isNull();
    }
  }

  @Test
  void aClientThatGoesAwayFreesItsStream() throws Exception {
    run("while true; do echo 0123456789; /bin/busybox usleep 10000; done");
    await(() -> get(gateway, C + "?tailLines=1").statusCode() == 200);
    HttpResponse<InputStream> follow =
        gateway.send(request(C + "?follow=true"), BodyHandlers.ofInputStream());
    assertThat(follow.body().read()).isEqualTo('0');
    assertThat(endpoint.streams()).isEqualTo(1);
    follow.body().close();
    await(() -> endpoint.streams() == 0);
  }

  private void run(String script) {
    PodSandboxConfig pod =
        PodSandboxConfig.newBuilder()
            .setMetadata(
                PodSandboxMetadata.newBuilder().setName("p").setNamespace("default").setUid("u-1"))
            .setLogDirectory(directory.resolve("logs").toString())
            .setLinux(LinuxPodSandboxConfig.newBuilder())
            .build();
    String sandbox = cri.runSandbox(pod);
    // Waiting for a named pipe costs no time of the processor.
    ContainerConfig container =
        ContainerConfig.newBuilder()
            .setMetadata(ContainerMetadata.newBuilder().setName("c"))
            .setImage(ImageSpec.newBuilder().setImage(TestImage.NAME))
            .addAllCommand(List.of("sh", "-c", "/bin/busybox mkfifo /tmp/go; " + script))
            .putLabels("io.kubernetes.pod.uid", "u-1")
            .putLabels("io.kubernetes.container.name", "c")
            .setLogPath("c/0.log")
            .build();
    cri.startContainer(cri.createContainer(sandbox, container, pod));
  }

  private HttpClient client(String file, String name) {
    Identity identity = ca.issue(CertificateSpec.client(file, name));
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(PemFiles.context(identity.ca(), identity.certificate(), identity.key()))
        .build();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
