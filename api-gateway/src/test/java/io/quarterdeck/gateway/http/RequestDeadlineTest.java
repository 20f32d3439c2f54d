package io.quarterdeck.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.request.RequestEnd;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that stall, over a real connection. */
class RequestDeadlineTest {
  private static final Duration MAX = Duration.ofMillis(200);
  private static final long PATIENCE_S = 20;

  /** More than all buffers between two sockets hold. */
  private static final int UNREAD_BYTES = 64 << 20;

  private final Vertx vertx = Vertx.vertx();
  private boolean reads = true;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final CompletableFuture<String> received = new CompletableFuture<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Test
  void tellsAClientThatStallsInItsBodyAndGivesUpItsConnection() throws Exception {
    send((request, responder) -> request.resume(), "Content-Length: 10\r\n\r\nhalf");

    assertThat(closed).succeedsWithin(Duration.ofSeconds(PATIENCE_S));
    assertThat(received.join())
        .startsWith("HTTP/1.1 504 ")
        .contains("Timeout: request did not complete within the allotted timeout");
    assertThat(over).succeedsWithin(Duration.ofSeconds(PATIENCE_S));
  }

  @Test
  void breaksOffAnAnswerThatNobodyReads() throws Exception {
    reads = false;
    send(
        (request, responder) -> {
          request.resume();
          responder.write(Reply.Body.of(200, "text/plain", new byte[UNREAD_BYTES]));
        },
        "\r\n");

    assertThat(over).succeedsWithin(Duration.ofSeconds(PATIENCE_S));
  }

  @Test
  void leavesAloneWhatWasLifted() throws Exception {
    CompletableFuture<Boolean> open = new CompletableFuture<>();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  RequestDeadline.begin(request, new Responder(request), MAX).lift();
                  vertx.setTimer(
                      2 * MAX.toMillis(),
                      later -> open.complete(!request.response().headWritten()));
                });
    connect(server, "\r\n");

    assertThat(open).succeedsWithin(Duration.ofSeconds(PATIENCE_S)).isEqualTo(true);
  }

  private void send(BiConsumer<HttpServerRequest, Responder> answer, String rest) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  Responder responder = new Responder(request);
                  RequestEnd.of(request).then(() -> over.complete(null));
                  RequestDeadline unused = RequestDeadline.begin(request, responder, MAX);
                  answer.accept(request, responder);
                });
    connect(server, rest);
  }

  private void connect(HttpServer server, String rest) throws Exception {
    server
        .listen(0, "127.0.0.1")
        .compose(it -> vertx.createNetClient().connect(it.actualPort(), "127.0.0.1"))
        .onSuccess(
            socket -> {
              Buffer all = Buffer.buffer();
              socket.handler(all::appendBuffer);
              socket.closeHandler(
                  gone -> {
                    received.complete(all.toString());
                    closed.complete(null);
                  });
              if (!reads) {
                socket.pause();
              }
              var unused = socket.write("POST / HTTP/1.1\r\nHost: x\r\n" + rest);
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_S, TimeUnit.SECONDS);
  }
}
