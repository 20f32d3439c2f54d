package io.quarterdeck.bench.api;

import io.quarterdeck.bench.load.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** HTTP/1.1 to an API, with a fixed number of connections. Thread-safe. */
final class ApiClient implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;
  private static final int TIMEOUT_S = 120;

  private final Vertx vertx;
  private final HttpClient http;
  private final ApiServer server;

  ApiClient(ApiServer server, int connections) {
    this.server = server;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setDefaultHost(server.host())
            .setDefaultPort(server.port())
            .setMaxPoolSize(connections)
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(server.ca())));
    if (server.credentials() instanceof ApiServer.Certificate own) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(own.certificate()))
              .addKeyValue(Buffer.buffer(own.key())));
    }
    this.http = vertx.createHttpClient(options);
  }

  /** One request of a load; its body is read to its end and thrown away. */
  void call(HttpMethod method, String path, Buffer body, int expected, Call.Reply reply) {
    request(method, path)
        .compose(request -> request.send(body))
        .compose(response -> response.body().map(read -> response))
        .onComplete(
            done -> {
              if (done.failed()) {
                reply.failed(done.cause());
              } else if (done.result().statusCode() != expected) {
                reply.failed(new IllegalStateException(path + ": " + status(done.result())));
              } else {
                reply.done();
              }
            });
  }

  /** One request by itself, waited for; answers the body. */
  Buffer await(HttpMethod method, String path, Buffer body) {
    return await(
        request(method, path)
            .compose(request -> request.send(body))
            .compose(
                response ->
                    response.statusCode() < 300
                        ? response.body()
                        : Future.failedFuture(path + ": " + status(response))));
  }

  /** Returns when the watch is established; every line that comes goes to the consumer. */
  void watch(String path, Consumer<Buffer> lines) {
    HttpClientResponse response =
        await(
            request(HttpMethod.GET, path)
                .compose(HttpClientRequest::send)
                .onSuccess(
                    answer -> answer.handler(RecordParser.newDelimited("\n", lines::accept))));
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + status(response));
    }
  }

  private Future<HttpClientRequest> request(HttpMethod method, String path) {
    return http.request(method, path).map(this::authenticated);
  }

  private HttpClientRequest authenticated(HttpClientRequest request) {
    request.putHeader("Accept", "application/json").putHeader("Content-Type", "application/json");
    if (server.credentials() instanceof ApiServer.Token own) {
      request.putHeader("Authorization", "Bearer " + own.token());
    }
    return request;
  }

  private static <T> T await(Future<T> future) {
    CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
    return done.orTimeout(TIMEOUT_S, TimeUnit.SECONDS).join();
  }

  private static String status(HttpClientResponse response) {
    return response.statusCode() + " " + response.statusMessage();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
