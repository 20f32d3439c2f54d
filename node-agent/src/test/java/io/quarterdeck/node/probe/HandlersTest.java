package io.quarterdeck.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.quarterdeck.model.Json;
import io.quarterdeck.node.cri.CriClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real servers on loopback; commands are tested with containers. */
class HandlersTest {
  private Vertx vertx;
  private CriClient cri;
  private HttpServer server;
  private Handlers handlers;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    cri = new CriClient(Path.of("/none"));
    handlers = new Handlers(cri, vertx);
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  switch (request.path()) {
                    case "/ok" -> request.response().end();
                    case "/header" ->
                        request
                            .response()
                            .setStatusCode("x".equals(request.getHeader("X-Ask")) ? 200 : 500)
                            .end();
                    case "/moved" ->
                        request.response().setStatusCode(302).putHeader("Location", "/bad").end();
                    case "/away" ->
                        request
                            .response()
                            .setStatusCode(302)
                            .putHeader("Location", "http://192.0.2.1/")
                            .end();
                    case "/bad" -> request.response().setStatusCode(503).end();
                    default -> {
                      // No answer at all.
                    }
                  }
                });
    server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    cri.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void asksOverHttp() throws Exception {
    assertThat(get("/ok", "").success()).isTrue();
    assertThat(get("/header", "").success()).isFalse();
    assertThat(get("/header", ",'httpHeaders':[{'name':'X-Ask','value':'x'}]").success()).isTrue();
    assertThat(get("/bad", "").message()).isEqualTo("HTTP probe failed with statuscode: 503");
    assertThat(get("/moved", "").success()).isFalse();
    assertThat(get("/away", "").success()).isTrue();
    assertThat(get("/silent", "").message()).startsWith("Get \"http://127.0.0.1:");
    assertThat(run("{'httpGet':{'port':'none'}}").message()).isEqualTo("couldn't find port: none");
  }

  @Test
  void connects() throws Exception {
    assertThat(run("{'tcpSocket':{'port':'web'}}").success()).isTrue();
    assertThat(run("{'tcpSocket':{'port':1}}").message()).contains("refused");
  }

  @Test
  void asksByGrpc() throws Exception {
    Server grpc =
        NettyServerBuilder.forPort(0)
            .addService(
                ServerServiceDefinition.builder("grpc.health.v1.Health")
                    .addMethod(
                        GrpcHandler.CHECK,
                        ServerCalls.asyncUnaryCall(
                            (service, answer) -> {
                              answer.onNext(service.equals("good") ? 1 : 2);
                              answer.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    try {
      String handler = "{'grpc':{'port':" + grpc.getPort() + ",'service':'%s'}}";
      assertThat(run(handler.formatted("good")).message()).isEmpty();
      assertThat(run(handler.formatted("")).message())
          .isEqualTo("service unhealthy (responded with \"NOT_SERVING\")");
    } finally {
      grpc.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private Handler.Outcome get(String path, String more) throws InterruptedException {
    return run("{'httpGet':{'port':%d,'path':'%s'%s}}".formatted(server.actualPort(), path, more));
  }

  private Handler.Outcome run(String handler) throws InterruptedException {
    JsonNode container =
        json("{'ports':[{'name':'web','containerPort':%d}]}".formatted(server.actualPort()));
    return handlers.run(
        json(handler), new Handler.Target("id", "127.0.0.1", container), Duration.ofSeconds(2));
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
