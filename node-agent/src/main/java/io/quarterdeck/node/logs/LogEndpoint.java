package io.quarterdeck.node.logs;

import static io.quarterdeck.node.server.NodeServer.answer;

import io.grpc.StatusRuntimeException;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.node.server.NodeServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Serves {@code <namespace>/<pod>/<container>}: the log of a container. Each request has a virtual
 * thread of its own.
 */
public final class LogEndpoint implements NodeServer.Endpoint {
  private static final Logger LOG = Logger.getLogger(LogEndpoint.class);
  private static final int STREAMS_MAX = 256;

  private final ContainerLogs logs;
  private final Semaphore streams = new Semaphore(STREAMS_MAX);

  public LogEndpoint(ContainerLogs logs) {
    this.logs = logs;
  }

  /** How many logs are being read now. */
  int streams() {
    return STREAMS_MAX - streams.availablePermits();
  }

  @Override
  public void serve(HttpServerRequest request, List<String> path) {
    if (!request.method().name().equals("GET")) {
      answer(request.response(), 405, "405: Method Not Allowed");
    } else if (path.size() != 3) {
      answer(request.response(), 404, "404: Page Not Found");
    } else if (!streams.tryAcquire()) {
      answer(request.response(), 429, "too many requests for logs of this node");
    } else {
      stream(request, new ObjectKey(path.get(0), path.get(1)), path.get(2));
    }
  }

  private void stream(HttpServerRequest request, ObjectKey pod, String container) {
    HttpServerResponse response = request.response();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    response.closeHandler(_ -> gone.complete(null));
    response.exceptionHandler(_ -> gone.complete(null));
    Map<String, String> parameters =
        request.params().entries().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    Thread.ofVirtual()
        .name("logs " + pod)
        .start(
            () -> {
              try {
                copy(response, gone, pod, container, parameters);
              } finally {
                streams.release();
              }
            });
  }

  private void copy(
      HttpServerResponse response,
      CompletableFuture<Void> gone,
      ObjectKey pod,
      String container,
      Map<String, String> parameters) {
    try {
      LogQuery query = LogQuery.parse(parameters, Instant.now());
      ContainerLogs.Target target = logs.find(pod, container, query.previous());
      response.putHeader("content-type", "text/plain").setChunked(true);
      logs.copy(target, query, new ResponseStream(response, gone), gone);
      var unused = response.end();
    } catch (LogException e) {
      answer(response, e.code(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.reset();
    } catch (IOException | StatusRuntimeException | IllegalStateException e) {
      LOG.debugf(e, "logs of %s in %s end early", container, pod);
      if (!gone.isDone()) {
        broken(response, e);
      }
    }
  }

  /** What was begun is cut off, so that the client does not take it for the whole. */
  private static void broken(HttpServerResponse response, Exception e) {
    if (response.headWritten()) {
      response.reset();
    } else {
      response.setChunked(false);
      answer(response, 500, String.valueOf(e.getMessage()));
    }
  }
}
