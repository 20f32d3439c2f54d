package io.quarterdeck.gateway.http;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Writes the one reply of a request, on the event loop of its connection. */
final class Responder {
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private final HttpServerRequest request;
  private final Context context = Vertx.currentContext();
  private final AtomicBoolean written = new AtomicBoolean();

  Responder(HttpServerRequest request) {
    this.request = request;
  }

  void write(Reply reply) {
    write(reply, List.of());
  }

  void write(Reply reply, List<String> warnings) {
    if (written.compareAndSet(false, true)) {
      context.runOnContext(ignored -> writeOrBreakOff(reply, warnings));
    }
  }

  /** Whatever goes wrong here, nobody is left waiting for an answer. */
  private void writeOrBreakOff(Reply reply, List<String> warnings) {
    try {
      writeNow(reply, warnings);
    } catch (RuntimeException failure) {
      Log.errorf(failure, "%s %s cannot be answered", request.method(), request.path());
      if (request.response().headWritten()) {
        request.response().reset();
      } else {
        answerInstead(failure);
      }
    }
  }

  private void writeNow(Reply reply, List<String> warnings) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.putHeader("Audit-Id", UUID.randomUUID().toString());
    response.putHeader("Cache-Control", "no-cache, private");
    for (String warning : warnings) {
      response.headers().add("Warning", "299 - \"" + quoted(warning) + "\"");
    }
    switch (reply) {
      case Reply.Body body -> writeBody(body, response);
      case Reply.Parts parts -> writeParts(parts, response);
      case Reply.Stream stream -> stream.writer().write(response);
      case Reply.Handover handover -> handOver(handover);
    }
  }

  /** A header has no place for control characters, which names of fields may well have. */
  private static String quoted(String warning) {
    String plain = CONTROLS.matcher(warning).replaceAll(" ");
    return plain.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void handOver(Reply.Handover handover) {
    Future<Void> taken;
    try {
      taken = handover.to().take(request);
    } catch (RuntimeException failure) {
      taken = Future.failedFuture(failure);
    }
    taken.onFailure(this::answerInstead);
  }

  private void answerInstead(Throwable cause) {
    if (!request.response().headWritten()) {
      String accept = request.getHeader("Accept");
      writeBody(
          Replies.failure(Failures.of(cause), accept == null ? "" : accept), request.response());
    }
  }

  private void writeBody(Reply.Body body, HttpServerResponse response) {
    response.setStatusCode(body.code());
    body.headers().forEach(response::putHeader);
    if (!body.contentType().isEmpty()) {
      response.putHeader("Content-Type", body.contentType());
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(body.bytes().length));
      response.end();
      return;
    }
    response.end(compressed(body.bytes(), response));
    if (!request.isEnded()) {
      // What the client still sends passes by unread; HTTP/1 has no other way to say so.
      request.resume();
    }
  }

  private Buffer compressed(byte[] bytes, HttpServerResponse response) {
    if (bytes.length < Gzip.WORTH_BYTES || !Gzip.isAccepted(request)) {
      return Buffer.buffer(bytes);
    }
    Gzip.announce(response);
    Gzip gzip = new Gzip();
    gzip.write(bytes);
    return gzip.end();
  }

  private void writeParts(Reply.Parts reply, HttpServerResponse response) {
    response.putHeader("Content-Type", reply.contentType());
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
      return;
    }
    new PartsWriter(request, context, reply).start().onFailure(this::answerInstead);
  }
}
