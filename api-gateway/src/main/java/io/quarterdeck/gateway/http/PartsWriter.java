package io.quarterdeck.gateway.http;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;
import java.util.Optional;

/**
 * Writes a body part by part, as fast as the client takes it. Runs on the response's event loop,
 * and makes costly parts elsewhere.
 */
final class PartsWriter {
  /** So much is made before it is written. */
  private static final int CHUNK_BYTES = Gzip.WORTH_BYTES;

  /**
   * @param last whether nothing follows
   */
  private record Chunk(Buffer bytes, boolean last) {}

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private final Iterator<byte[]> parts;
  private final boolean costly;
  private Optional<Gzip> gzip = Optional.empty();

  PartsWriter(HttpServerRequest request, Context context, Reply.Parts reply) {
    this.request = request;
    this.response = request.response();
    this.context = context;
    this.parts = reply.parts().iterator();
    this.costly = reply.costly();
  }

  /** Fails where nothing has been written, so that somebody else may still answer. */
  Future<Void> start() {
    return made().onSuccess(this::begin).mapEmpty();
  }

  private void begin(Chunk chunk) {
    if (chunk.last()) {
      response.end(chunk.bytes()); // Of a length that is known.
      return;
    }
    response.setChunked(true);
    if (Gzip.isAccepted(request)) {
      Gzip.announce(response);
      gzip = Optional.of(new Gzip());
    }
    write(chunk);
  }

  private void write(Chunk chunk) {
    if (response.closed()) {
      return; // Nobody waits for the rest.
    }
    Buffer shown = gzip.map(each -> compressed(each, chunk)).orElse(chunk.bytes());
    if (chunk.last()) {
      response.end(shown);
      return;
    }
    response.write(shown);
    if (response.writeQueueFull()) {
      response.drainHandler(drained -> next());
    } else {
      context.runOnContext(ignored -> next()); // The others of the event loop come first.
    }
  }

  private static Buffer compressed(Gzip gzip, Chunk chunk) {
    gzip.write(chunk.bytes().getBytes());
    return chunk.last() ? gzip.end() : gzip.taken();
  }

  private void next() {
    response.drainHandler(null);
    made().onComplete(this::write, this::breakOff);
  }

  private Future<Chunk> made() {
    return costly
        ? context.executeBlocking(this::chunk, false)
        : Future.future(promise -> promise.complete(chunk()));
  }

  /** Also to look whether there is more may make the next part. */
  private Chunk chunk() {
    Buffer bytes = Buffer.buffer(CHUNK_BYTES);
    while (bytes.length() < CHUNK_BYTES && parts.hasNext()) {
      bytes.appendBytes(parts.next());
    }
    return new Chunk(bytes, !parts.hasNext());
  }

  /** Half a body must not look like a whole one. */
  private void breakOff(Throwable failure) {
    Log.errorf(failure, "%s %s failed half-way", request.method(), request.path());
    response.reset();
  }
}
