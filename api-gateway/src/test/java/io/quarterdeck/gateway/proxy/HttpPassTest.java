package io.quarterdeck.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.http.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server before, a server behind, and what passes between them. */
class HttpPassTest {
  private static final String PREFIX = "/api/v1/namespaces/n/pods/p/proxy";
  private static final int PATIENCE_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient passing = vertx.createHttpClient();
  private final java.net.http.HttpClient client =
      java.net.http.HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private Handler<HttpServerRequest> behind = request -> request.response().end("here");
  private HttpServer front;
  private HttpServer back;

  @BeforeEach
  void listen() {
    back = started(request -> behind.handle(request));
    int port = back.actualPort();
    front = started(request -> pass(request, port));
  }

  private HttpServer started(Handler<HttpServerRequest> handler) {
    return get(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private void pass(HttpServerRequest request, int port) {
    request.pause();
    String query = request.query() == null ? "" : request.query();
    new HttpPass(
            request, Target.open(false, "127.0.0.1", port), ProxyPath.of(request.path(), 7, query))
        .through(passing)
        .onFailure(failure -> fail(request.response(), (Failure) failure));
  }

  private static void fail(HttpServerResponse response, Failure failure) {
    if (!response.headWritten()) {
      response.setStatusCode(failure.code()).end(failure.text());
    }
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    get(vertx.close());
  }

  @Test
  void passesEveryMethodWithItsBody() throws Exception {
    behind =
        request ->
            request
                .body()
                .onSuccess(
                    body ->
                        request
                            .response()
                            .end(request.method() + " " + request.uri() + " " + body));
    for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
      HttpRequest request =
          request("/a%20b?q=1").method(method, BodyPublishers.ofString("text")).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo(method + " /a%20b?q=1 text");
    }
    HttpResponse<String> head = client.send(request("/").HEAD().build(), BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
  }

  @Test
  void streamsWhatIsSent() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    behind =
        request -> {
          request.handler(part -> seen.complete(part.toString()));
          request.endHandler(end -> request.response().end("all"));
        };
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.actualPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      String head =
          " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
      write(socket, "POST " + PREFIX + "/" + head + "5\r\nfirst\r\n");
      assertThat(seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("first");
      write(socket, "0\r\n\r\n");
      assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("all");
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void streamsWhatIsAnswered() throws Exception {
    CompletableFuture<HttpServerResponse> open = new CompletableFuture<>();
    behind =
        request -> {
          request.response().setChunked(true).write("first ");
          open.complete(request.response());
        };
    HttpResponse<InputStream> answer =
        client.send(request("/").build(), BodyHandlers.ofInputStream());
    assertThat(answer.body().readNBytes("first ".length())).asString().isEqualTo("first ");
    open.get(PATIENCE_SECONDS, TimeUnit.SECONDS).end("last");
    assertThat(answer.body().readAllBytes()).asString().isEqualTo("last");
  }

  @Test
  void showsNobodyTheCallersCredentials() throws Exception {
    behind =
        request -> {
          request.response().putHeader("Access-Control-Allow-Origin", "*");
          request.response().putHeader("X-Own", "kept");
          request.response().end(request.headers().names().toString().toLowerCase(Locale.ROOT));
        };
    HttpRequest request =
        request("/").header("Authorization", "Bearer secret").header("X-Asked", "yes").build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.body()).contains("x-asked", "x-forwarded-for", "x-forwarded-uri");
    assertThat(answer.body()).doesNotContain("authorization");
    assertThat(answer.headers().map()).containsKey("x-own");
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void leadsToTheSlash() throws Exception {
    HttpResponse<String> answer = client.send(request("?q=1").build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.headers().firstValue("Location")).contains(PREFIX + "/?q=1");
  }

  @Test
  void keepsRedirectsBelowItself() throws Exception {
    behind = request -> request.response().setStatusCode(302).putHeader("Location", "/next").end();
    HttpResponse<String> answer = client.send(request("/x").build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Location")).contains(PREFIX + "/next");
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    get(back.close());
    HttpResponse<String> answer = client.send(request("/").build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).startsWith("error trying to reach service: ");
  }

  @Test
  void endsWhatTheClientLeaves() throws Exception {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    behind =
        request -> {
          request.response().closeHandler(closed -> gone.complete(null));
          request.response().setChunked(true).write("first");
        };
    HttpResponse<InputStream> answer =
        client.send(request("/").build(), BodyHandlers.ofInputStream());
    answer.body().close();
    gone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void letsWebSocketsThrough() throws Exception {
    behind =
        request ->
            request
                .toWebSocket()
                .onSuccess(
                    socket ->
                        socket.textMessageHandler(text -> socket.writeTextMessage("> " + text)));
    CompletableFuture<String> echo = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + front.actualPort() + PREFIX + "/echo"),
                new Echo(echo))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    socket.sendText("hello", true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(echo.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("> hello");
  }

  private HttpRequest.Builder request(String below) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + front.actualPort() + PREFIX + below));
  }

  private record Echo(CompletableFuture<String> heard) implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      heard.complete(text.toString());
      return null;
    }
  }
}
