package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.cri.v1.ExecSyncResponse;
import io.quarterdeck.node.cri.CriClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Commands, HTTP requests, connections, gRPC health checks and pauses. */
final class Handlers implements Handler {
  private final CriClient cri;
  private final HttpHandler http;

  Handlers(CriClient cri, Vertx vertx) {
    this.cri = cri;
    this.http = new HttpHandler(vertx);
  }

  @Override
  public Outcome run(JsonNode handler, Target target, Duration timeout)
      throws InterruptedException {
    if (handler.has("exec")) {
      return exec(handler.path("exec"), target, timeout);
    }
    if (handler.has("httpGet")) {
      JsonNode get = handler.path("httpGet");
      return port(get, target) < 1
          ? unknownPort(get)
          : http.get(get, host(get, target), port(get, target), timeout);
    }
    if (handler.has("tcpSocket")) {
      return tcp(handler.path("tcpSocket"), target, timeout);
    }
    if (handler.has("grpc")) {
      return GrpcHandler.check(handler.path("grpc"), target.podIp(), timeout);
    }
    if (handler.has("sleep")) {
      Duration wanted = Duration.ofSeconds(handler.path("sleep").path("seconds").asLong());
      Thread.sleep(wanted.compareTo(timeout) < 0 ? wanted : timeout);
      return Outcome.SUCCESS;
    }
    return Outcome.failure("missing probe handler");
  }

  private Outcome exec(JsonNode exec, Target target, Duration timeout) {
    List<String> command = exec.path("command").valueStream().map(JsonNode::asText).toList();
    try {
      ExecSyncResponse response = cri.exec(target.containerId(), command, timeout);
      return response.getExitCode() == 0
          ? Outcome.SUCCESS
          : Outcome.failure(
              response.getStdout().toStringUtf8() + response.getStderr().toStringUtf8());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE
          || e.getStatus().getCode() == Status.Code.CANCELLED) {
        throw e;
      }
      return Outcome.failure(
          e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
              ? "command timed out: \"%s\" timed out after %ds"
                  .formatted(String.join(" ", command), timeout.toSeconds())
              : String.valueOf(e.getStatus().getDescription()));
    }
  }

  private static Outcome tcp(JsonNode tcp, Target target, Duration timeout) {
    int port = port(tcp, target);
    if (port < 1) {
      return unknownPort(tcp);
    }
    String host = host(tcp, target);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      return Outcome.SUCCESS;
    } catch (IOException e) {
      return Outcome.failure("dial tcp " + host + ":" + port + ": " + e.getMessage());
    }
  }

  private static String host(JsonNode handler, Target target) {
    String host = handler.path("host").asText("");
    return host.isEmpty() ? target.podIp() : host;
  }

  /** A number, or the name of one of the container's ports; 0 when it has no such port. */
  private static int port(JsonNode handler, Target target) {
    JsonNode port = handler.path("port");
    if (port.isNumber() || port.asText("").matches("[0-9]+")) {
      return port.asInt();
    }
    for (JsonNode each : target.container().path("ports")) {
      if (each.path("name").asText("").equals(port.asText(""))) {
        return each.path("containerPort").asInt();
      }
    }
    return 0;
  }

  private static Outcome unknownPort(JsonNode handler) {
    return Outcome.failure("couldn't find port: " + handler.path("port").asText(""));
  }
}
