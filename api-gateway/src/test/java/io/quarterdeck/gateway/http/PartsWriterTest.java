package io.quarterdeck.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsWriterTest {
  private static final int PART_BYTES = 64 * 1024;

  /** More than all buffers between two sockets hold. */
  private static final int MANY = 2048;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger made = new AtomicInteger();
  private Reply.Parts reply = parts(0, false);
  private HttpServer server = vertx.createHttpServer();
  private HttpClient client = vertx.createHttpClient();

  @BeforeEach
  void listen() throws Exception {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> new Responder(request).write(reply))
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() throws Exception {
    await(client.close());
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void makesNoMoreThanTheClientTakes(boolean costly) throws Exception {
    reply = parts(MANY, costly);
    HttpClientResponse response = await(get("identity").compose(PartsWriterTest::paused));
    assertThat(made.get()).isBetween(1, MANY / 2);
    Future<Buffer> body = response.body();
    response.resume();
    assertThat(await(body).length()).isEqualTo(MANY * PART_BYTES);
  }

  @Test
  void saysTheLengthOfWhatIsSmall() throws Exception {
    reply = parts(1, true);
    HttpClientResponse response = await(get("gzip").compose(HttpClientRequest::send));
    assertThat(response.getHeader("Content-Length")).isEqualTo(Integer.toString(PART_BYTES));
    assertThat(response.getHeader("Content-Encoding")).isNull();
  }

  @Test
  void compressesAsItGoes() throws Exception {
    reply = parts(MANY, false);
    HttpClientResponse response = await(get("gzip").compose(PartsWriterTest::paused));
    assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
    Future<Buffer> body = response.body();
    response.resume();
    assertThat(unzippedBytes(await(body))).isEqualTo((long) MANY * PART_BYTES);
  }

  @Test
  void breaksOffWhatFailsHalfWay() throws Exception {
    reply = failingAfter(MANY / 2);
    Future<Buffer> body =
        get("identity").compose(HttpClientRequest::send).compose(HttpClientResponse::body);
    assertThatThrownBy(() -> await(body)).hasMessageContaining("closed");
  }

  @Test
  void answersWithTheFailureOfTheFirstParts() throws Exception {
    reply = failingAfter(0);
    HttpClientResponse response = await(get("identity").compose(HttpClientRequest::send));
    assertThat(response.statusCode()).isEqualTo(500);
  }

  private Reply.Parts parts(int count, boolean costly) {
    return new Reply.Parts(
        "text/plain", () -> IntStream.range(0, count).mapToObj(i -> part()).iterator(), costly);
  }

  private Reply.Parts failingAfter(int count) {
    return new Reply.Parts(
        "text/plain",
        () ->
            IntStream.range(0, MANY)
                .mapToObj(
                    i -> {
                      if (i == count) {
                        throw new IllegalStateException("no such part");
                      }
                      return part();
                    })
                .iterator(),
        false);
  }

  private byte[] part() {
    made.incrementAndGet();
    return new byte[PART_BYTES];
  }

  private Future<HttpClientRequest> get(String encoding) {
    return client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
        .map(request -> request.putHeader("Accept-Encoding", encoding));
  }

  /** The response, of which nothing is read yet. */
  private static Future<HttpClientResponse> paused(HttpClientRequest request) {
    return request
        .send()
        .map(
            response -> {
              response.pause();
              return response;
            });
  }

  private static long unzippedBytes(Buffer body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static <T> T await(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
