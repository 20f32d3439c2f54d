package io.quarterdeck.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;

/** Writes the one reply of a request, on the event loop of its connection. */
final class Responder {
  /** Bodies from here on are worth compressing. */
  private static final int GZIP_BYTES_MIN = 128 * 1024;

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
      context.runOnContext(ignored -> writeNow(reply, warnings));
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
      String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"").replace('\n', ' ');
      response.headers().add("Warning", "299 - \"" + quoted + "\"");
    }
    switch (reply) {
      case Reply.Body body -> writeBody(body, response);
      case Reply.Stream stream -> stream.writer().write(response);
      case Reply.Handover handover -> handOver(handover);
    }
  }

  private void handOver(Reply.Handover handover) {
    Future<Void> taken;
    try {
      taken = handover.to().take(request);
    } catch (RuntimeException failure) {
      taken = Future.failedFuture(failure);
    }
    taken.onFailure(
        cause -> {
          if (!request.response().headWritten()) {
            String accept = request.getHeader("Accept");
            writeBody(
                Replies.failure(Failures.of(cause), accept == null ? "" : accept),
                request.response());
          }
        });
  }

  private void writeBody(Reply.Body body, HttpServerResponse response) {
    response.setStatusCode(body.code());
    body.headers().forEach(response::putHeader);
    if (!body.contentType().isEmpty()) {
      response.putHeader("Content-Type", body.contentType());
    }
    Buffer buffer = buffer(body, response);
    if (request.method().name().equals("HEAD")) {
      response.putHeader("Content-Length", Integer.toString(buffer.length()));
      response.end();
      return;
    }
    response.end(buffer);
    if (!request.isEnded()) {
      // What the client still sends passes by unread; HTTP/1 has no other way to say so.
      request.resume();
    }
  }

  private Buffer buffer(Reply.Body body, HttpServerResponse response) {
    String accepted = request.getHeader("Accept-Encoding");
    long length = body.length();
    if (length >= GZIP_BYTES_MIN && accepted != null && accepted.contains("gzip")) {
      response.putHeader("Content-Encoding", "gzip").putHeader("Vary", "Accept-Encoding");
      return Buffer.buffer(gzip(body.parts(), (int) length / 4));
    }
    Buffer buffer = Buffer.buffer((int) length);
    body.parts().forEach(buffer::appendBytes);
    return buffer;
  }

  private static byte[] gzip(List<byte[]> parts, int expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    try (GZIPOutputStream gzip = new FastGzip(bytes)) {
      for (byte[] part : parts) {
        gzip.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Speed matters more than the last percent of size. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(java.util.zip.Deflater.BEST_SPEED);
    }
  }
}
