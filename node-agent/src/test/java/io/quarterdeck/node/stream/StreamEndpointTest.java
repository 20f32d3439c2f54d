package io.quarterdeck.node.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.server.NodeServer;
import io.quarterdeck.node.stream.ChannelClient.Message;
import io.quarterdeck.pki.CertificateSpec;
import io.quarterdeck.pki.ClusterCa;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets over real TLS, and a runtime whose ends of the streams the tests hold. */
class StreamEndpointTest {
  private static final String V4 = "v4.channel.k8s.io";
  private static final String V5 = "v5.channel.k8s.io";
  private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
  private static final String EXEC = "/exec/default/p/c?command=sh&stdin=true&stdout=true";
  private static final String ATTACH = "/attach/default/p/c?stdin=true&stdout=true";
  private static final String FORWARD = "/portForward/default/p";

  /** More than all buffers between the runtime and a client hold. */
  private static final int PARTS = 1 << 10;

  private static final int PART_BYTES = 64 << 10;

  /** So many looks without a change are a stall. */
  private static final int STALLED_TIMES = 25;

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private SpdyPeer peer;
  private FakeRuntime runtime;
  private CriClient cri;
  private NodeServer server;
  private WebSocketClient gateway;
  private HttpClient http;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    peer = new SpdyPeer(vertx);
    runtime = new FakeRuntime(directory.resolve("cri.sock"), peer);
    cri = new CriClient(directory.resolve("cri.sock"));
    ClusterCa ca = ClusterCa.open(directory.resolve("pki"), "test", Instant.now());
    server = server(ca.issue(node()));
    server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    Identity identity = ca.issue(CertificateSpec.client("gateway", "quarterdeck:api-gateway"));
    gateway = client(identity);
    http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setKeyCertOptions(key(identity))
                .setTrustOptions(trust(identity)));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    cri.close();
    runtime.stop();
  }

  @Test
  void portsAreForwardedOverTheirChannels() throws Exception {
    ChannelClient client = connect(FORWARD + "?ports=8080&ports=9090", V4);

    assertThat(client.protocol()).isEqualTo(V4);
    assertThat(List.of(client.next(), client.next(), client.next(), client.next()))
        .containsExactly(
            Message.port(0, 8080),
            Message.port(1, 8080),
            Message.port(2, 9090),
            Message.port(3, 9090));
    Await.until("the streams", SOON, () -> peer.streams().size() == 4);
    assertThat(peer.protocols()).containsExactly("portforward.k8s.io");
    assertThat(peer.streams())
        .extracting(SpdyPeer.Stream::headers)
        .containsExactly(
            Map.of("streamtype", "error", "port", "8080", "requestid", "0"),
            Map.of("streamtype", "data", "port", "8080", "requestid", "0"),
            Map.of("streamtype", "error", "port", "9090", "requestid", "1"),
            Map.of("streamtype", "data", "port", "9090", "requestid", "1"));

    client.write(2, "to 9090");
    client.write(0, "to 8080");
    Await.until("8080", SOON, () -> peer.streams().get(1).received().equals("to 8080"));
    Await.until("9090", SOON, () -> peer.streams().get(3).received().equals("to 9090"));
    peer.streams().get(1).write("from 8080");
    assertThat(client.next()).isEqualTo(new Message(0, "from 8080"));
    peer.streams().get(2).write("9090 fails");
    assertThat(client.next()).isEqualTo(new Message(3, "9090 fails"));
    assertThat(peer.streams())
        .extracting(SpdyPeer.Stream::ended)
        .containsExactly(true, false, true, false);
  }

  @Test
  void whatIsWrittenAboutNoPortIsIgnored() throws Exception {
    ChannelClient client = connect(FORWARD + "?ports=8080", V4);

    client.writeNothing();
    client.write(1, "an error");
    client.write(2, "another port");
    client.write(255, "a channel to close");
    client.write(0, "data");

    Await.until("data", SOON, () -> peer.streams().get(1).received().equals("data"));
    assertThat(peer.streams()).hasSize(2);
    assertThat(peer.streams().getFirst().received()).isEmpty();
  }

  @Test
  void muchIsForwardedAndStaysInOrder() throws Exception {
    peer.echo();
    ChannelClient client = connect(FORWARD + "?ports=80", V4);
    client.skip(2);
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      String part = "%08d".formatted(i).repeat(8 << 10);
      client.write(0, part);
      sent.append(part);
    }

    StringBuilder back = new StringBuilder();
    while (back.length() < sent.length()) {
      back.append(client.next().text());
    }
    assertThat(back.compareTo(sent)).isZero();
  }

  @Test
  void theClientIsClosedWithTheLastStream() throws Exception {
    ChannelClient client = connect(FORWARD + "?ports=80,81", V4);
    Await.until("the streams", SOON, () -> peer.streams().size() == 4);

    peer.streams().get(0).write("no such port");
    peer.streams().get(0).end();
    peer.streams().get(1).end();
    peer.streams().get(3).write("the other");

    client.skip(4);
    assertThat(client.next()).isEqualTo(new Message(1, "no such port"));
    assertThat(client.next()).isEqualTo(new Message(2, "the other"));
    peer.streams().get(2).end();
    peer.streams().get(3).end();
    client.awaitClosed();
    Await.until("the runtime is left", SOON, () -> peer.connections() == 0);
  }

  @Test
  void theRuntimeIsLeftWhenTheClientGoes() throws Exception {
    ChannelClient client = connect(FORWARD + "?ports=80", V4);
    Await.until("the runtime is asked", SOON, () -> peer.connections() == 1);

    client.close();

    Await.until("the runtime is left", SOON, () -> peer.connections() == 0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "''|query parameter \"port\" is required",
        "?ports=|query parameter \"port\" cannot be empty",
        "?ports=80,x|unable to parse \"80,x\" as a port:"
            + " strconv.ParseUint: parsing \"x\": invalid syntax",
        "?port=-1|unable to parse \"-1\" as a port:"
            + " strconv.ParseUint: parsing \"-1\": invalid syntax",
        "?port=80&port=65536|unable to parse \"65536\" as a port:"
            + " strconv.ParseUint: parsing \"65536\": value out of range",
        "?ports=99999999999|unable to parse \"99999999999\" as a port:"
            + " strconv.ParseUint: parsing \"99999999999\": value out of range",
        "?ports=0|port \"0\" must be > 0",
      })
  void aPortThatIsNoneIsRefused(String query, String message) {
    assertRefused(FORWARD + query, 400, message, V4);
  }

  @Test
  void thereAreNoMorePortsThanChannels() {
    assertRefused(
        FORWARD + "?ports=80" + ",80".repeat(127), 400, "at most 127 ports can be forwarded", V4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4.channel.k8s.io", ""})
  void portsAreTakenAsAKubeletNamesThem(String protocol) throws Exception {
    ChannelClient client =
        connect(
            FORWARD + "?port=80&port=81",
            protocol.isEmpty() ? new String[0] : new String[] {protocol});

    assertThat(List.of(client.next(), client.next(), client.next()))
        .containsExactly(Message.port(0, 80), Message.port(1, 80), Message.port(2, 81));
  }

  @Test
  void theTunnelIsPreferred() throws Exception {
    ChannelClient client = connect(FORWARD, V4, TUNNEL);

    assertThat(client.protocol()).isEqualTo(TUNNEL);
    assertThat(peer.streams()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/portForward/default/p?ports=80, v5.channel.k8s.io",
    "/portForward/default/p?ports=80, base64.channel.k8s.io",
    "/exec/default/p/c?command=sh&stdout=true, SPDY/3.1+portforward.k8s.io",
  })
  void whatAnotherEndpointSpeaksIsRefused(String path, String offered) {
    assertRefused(path, 403, "requested protocol(s) are not supported: [" + offered + "]", offered);
    assertThat(peer.protocols()).as("what the runtime was asked").isEmpty();
  }

  @Test
  void aCommandIsSpokenToInWhatBothKnow() throws Exception {
    ChannelClient older = connect(EXEC, TUNNEL, V4);
    ChannelClient newer = connect(EXEC, V4, V5);

    assertThat(older.protocol()).isEqualTo(V4);
    assertThat(newer.protocol()).isEqualTo(V5);
    assertThat(older.next())
        .as("the sign that the streams are there")
        .isEqualTo(new Message(1, ""));
  }

  @Test
  void aCommandHasItsStreams() throws Exception {
    ChannelClient client = connect(EXEC, V5);
    Await.until("the streams", SOON, () -> peer.streams().size() == 3);
    assertThat(peer.streams())
        .extracting(SpdyPeer.Stream::headers)
        .containsExactly(
            Map.of("streamtype", "error"),
            Map.of("streamtype", "stdin"),
            Map.of("streamtype", "stdout"));

    client.write(0, "in");
    Await.until("stdin", SOON, () -> peer.streams().get(1).received().equals("in"));
    client.write(255, "\0");
    Await.until("the end of stdin", SOON, () -> peer.streams().get(1).ended());
    peer.streams().get(2).write("out");
    peer.streams().get(0).write("{}");

    assertThat(client.next()).isEqualTo(new Message(1, ""));
    assertThat(client.next()).isEqualTo(new Message(1, "out"));
    assertThat(client.next()).isEqualTo(new Message(3, "{}"));
  }

  @ParameterizedTest
  @CsvSource({
    "v5.channel.k8s.io, v4.channel.k8s.io",
    "v4.channel.k8s.io, v4.channel.k8s.io",
    "channel.k8s.io, v3.channel.k8s.io",
    "'', v3.channel.k8s.io",
  })
  void theRuntimeTellsTheEndOfACommandAsTheClientExpectsIt(String offered, String asked)
      throws Exception {
    for (String path : List.of(EXEC, ATTACH)) {
      ChannelClient client =
          connect(path, offered.isEmpty() ? new String[0] : new String[] {offered});

      assertThat(client.next()).isEqualTo(new Message(1, ""));
    }
    assertThat(peer.protocols()).containsExactly(asked, asked);
  }

  @ParameterizedTest
  @CsvSource({
    "v4.base64.channel.k8s.io, v4.channel.k8s.io",
    "base64.channel.k8s.io, v3.channel.k8s.io",
  })
  void aCommandHasItsStreamsInBase64(String offered, String asked) throws Exception {
    ChannelClient client = connect(ATTACH, offered);
    Await.until("the streams", SOON, () -> peer.streams().size() == 3);

    client.writeText("0no base64");
    client.writeText("0aW4=");
    Await.until("stdin", SOON, () -> peer.streams().get(1).received().equals("in"));
    peer.streams().get(2).write("out");
    peer.streams().get(0).write("{}");

    assertThat(client.protocol()).isEqualTo(offered);
    assertThat(client.next()).isEqualTo(new Message('1', ""));
    assertThat(client.next()).isEqualTo(new Message('1', "b3V0"));
    assertThat(client.next()).isEqualTo(new Message('3', "e30="));
    assertThat(peer.protocols()).containsExactly(asked);
  }

  @Test
  void portsAreForwardedInBase64() throws Exception {
    ChannelClient client = connect(FORWARD + "?ports=80&ports=81", "v4.base64.channel.k8s.io");

    client.writeText("2dG8gODE=");
    Await.until("81", SOON, () -> received(3).equals("to 81"));
    peer.streams().get(3).write("from 81");

    assertThat(client.next()).isEqualTo(new Message('0', "UAA="));
    client.skip(3);
    assertThat(client.next()).isEqualTo(new Message('2', "ZnJvbSA4MQ=="));
  }

  private String received(int stream) {
    return peer.streams().size() > stream ? peer.streams().get(stream).received() : "";
  }

  @ParameterizedTest
  @CsvSource({"channel.k8s.io", "v4.channel.k8s.io"})
  void stdinIsClosedInTheLastVersionAlone(String offered) throws Exception {
    ChannelClient client = connect(EXEC, offered);

    client.write(255, "\0");
    client.write(0, "in");

    Await.until("stdin", SOON, () -> received(1).equals("in"));
    assertThat(peer.streams().get(1).ended()).isFalse();
  }

  @Test
  void theOffersOfAClientCountInItsOrder() throws Exception {
    assertThat(connect(EXEC, "base64.channel.k8s.io", V4).protocol())
        .isEqualTo("base64.channel.k8s.io");
    assertThat(connect(EXEC, "base64.channel.k8s.io", V4, V5).protocol()).isEqualTo(V5);
  }

  @ParameterizedTest
  @ValueSource(strings = {EXEC, ATTACH})
  void aClientThatSpeaksSpdyHasTheRuntimeToItself(String path) throws Exception {
    CompletableFuture<String> out = new CompletableFuture<>();
    NetSocket socket = spdy(path, out);
    Await.until("the streams", SOON, () -> peer.streams().size() == 2);
    Await.until("the end of stdin", SOON, () -> peer.streams().get(0).ended());
    peer.streams().get(1).write("out");

    assertThat(out).succeedsWithin(SOON).isEqualTo("out");
    assertThat(peer.streams().get(0).received()).isEqualTo("in");
    assertThat(peer.protocols()).containsExactly(V4, "channel.k8s.io");
    var unused = socket.close();
    Await.until("the runtime is left", SOON, () -> peer.connections() == 0);
  }

  /** Writes to stdin, and ends it; on the event loop, as the client needs it. */
  private NetSocket spdy(String path, CompletableFuture<String> out) throws Exception {
    return await(
        http.request(HttpMethod.GET, server.port(), "127.0.0.1", path)
            .compose(
                request -> {
                  request.headers().set("Connection", "Upgrade").set("Upgrade", "SPDY/3.1");
                  request.headers().add("X-Stream-Protocol-Version", V4);
                  request.headers().add("X-Stream-Protocol-Version", "channel.k8s.io");
                  return request.connect();
                })
            .map(
                answer -> {
                  assertThat(answer.statusCode()).isEqualTo(101);
                  assertThat(answer.getHeader("Upgrade")).isEqualTo("SPDY/3.1");
                  SpdyClient client = new SpdyClient(answer.netSocket(), () -> {});
                  var stdin = client.open(Map.of("streamtype", "stdin"), _ -> {}, () -> {});
                  client
                      .open(
                          Map.of("streamtype", "stdout"),
                          bytes -> out.complete(bytes.toString()),
                          () -> {})
                      .end();
                  stdin.write(Buffer.buffer("in"));
                  stdin.end();
                  return answer.netSocket();
                }));
  }

  @Test
  void theRuntimeIsLeftWhenTheHandshakeOfTheClientFails() throws Exception {
    HttpClientResponse answer =
        await(
            http.request(HttpMethod.GET, server.port(), "127.0.0.1", EXEC)
                .compose(
                    request -> {
                      // There is no key, which a handshake needs.
                      request.headers().set("Connection", "Upgrade").set("Upgrade", "websocket");
                      return request.send();
                    }));

    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(peer.protocols()).as("the runtime was asked").hasSize(1);
    Await.until("the runtime is left", SOON, () -> peer.connections() == 0);
  }

  @Test
  void theRuntimeIsHeldBackByAClientThatDoesNotRead() throws Exception {
    ChannelClient client = connect(EXEC, V5);
    Await.until("the streams", SOON, () -> peer.streams().size() == 3);
    SpdyPeer.Stream stdout = peer.streams().get(2);
    client.skip(1);
    client.pause();
    stdout.flood("x".repeat(PART_BYTES), PARTS);

    Await.until("no more is taken", SOON, stalled(stdout));

    assertThat(stdout.flooded()).isLessThan(PARTS);
    client.resume();
    long read = 0;
    while (read < (long) PARTS * PART_BYTES) {
      read += client.next().text().length();
    }
    assertThat(read).isEqualTo((long) PARTS * PART_BYTES);
  }

  /** Nothing says that no more is taken, but that a while goes by without it. */
  private static Callable<Boolean> stalled(SpdyPeer.Stream stream) {
    AtomicInteger before = new AtomicInteger(-1);
    AtomicInteger times = new AtomicInteger();
    return () -> {
      boolean same = before.getAndSet(stream.flooded()) == before.get();
      return (same ? times.incrementAndGet() : times.getAndSet(0)) >= STALLED_TIMES;
    };
  }

  private void assertRefused(String path, int code, String message, String... protocols) {
    assertThatThrownBy(() -> connect(path, protocols))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refusal -> {
              assertThat(refusal.getBody().toString()).startsWith(message);
              assertThat(refusal.getStatus()).isEqualTo(code);
            });
  }

  private ChannelClient connect(String path, String... protocols) throws Exception {
    return ChannelClient.connect(gateway, server.port(), path, List.of(protocols));
  }

  private NodeServer server(Identity node) {
    ApiObject pod =
        ApiObject.parse(
            """
            {"metadata":{"name":"p","namespace":"default","uid":"u-1"}}"""
                .getBytes(StandardCharsets.UTF_8));
    RuntimeStreams streams = new RuntimeStreams(cri, _ -> Optional.of(pod));
    return new NodeServer(
        vertx,
        "127.0.0.1",
        0,
        new NodeServer.Tls(node.ca(), node.certificate(), node.key()),
        Map.of(
            "exec",
            new StreamEndpoint(vertx, StreamEndpoint.Purpose.EXEC, streams),
            "attach",
            new StreamEndpoint(vertx, StreamEndpoint.Purpose.ATTACH, streams),
            "portForward",
            new StreamEndpoint(vertx, StreamEndpoint.Purpose.PORT_FORWARD, streams)));
  }

  private static CertificateSpec node() {
    return CertificateSpec.client("node", "system:node:n").serving(List.of("127.0.0.1"));
  }

  private WebSocketClient client(Identity identity) {
    return vertx.createWebSocketClient(
        new WebSocketClientOptions()
            .setMaxMessageSize(1 << 20)
            .setKeyCertOptions(key(identity))
            .setTrustOptions(trust(identity)));
  }

  private static PemKeyCertOptions key(Identity identity) {
    return new PemKeyCertOptions()
        .addCertPath(identity.certificate().toString())
        .addKeyPath(identity.key().toString());
  }

  private static PemTrustOptions trust(Identity identity) {
    return new PemTrustOptions().addCertPath(identity.ca().toString());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
