package io.quarterdeck.node.logs;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Writes to a response from a thread that may block: it waits while the client is slower than the
 * log, and fails once the client is gone.
 */
final class ResponseStream extends OutputStream {
  private static final int CHUNK_BYTES = 16 << 10;

  private final HttpServerResponse response;
  private final CompletableFuture<?> gone;
  private Buffer chunk = Buffer.buffer();

  ResponseStream(HttpServerResponse response, CompletableFuture<?> gone) {
    this.response = response;
    this.gone = gone;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunk.appendBytes(bytes, offset, length);
    if (chunk.length() >= CHUNK_BYTES) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (gone.isDone()) {
      throw new IOException("the client is gone");
    }
    if (chunk.length() == 0) {
      return;
    }
    try {
      var unused = response.write(chunk);
      chunk = Buffer.buffer();
      if (response.writeQueueFull()) {
        awaitDrained();
      }
    } catch (IllegalStateException e) {
      throw new IOException("the client is gone", e);
    }
  }

  private void awaitDrained() throws IOException {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    response.drainHandler(_ -> drained.complete(null));
    if (!response.writeQueueFull()) {
      return;
    }
    try {
      CompletableFuture.anyOf(drained, gone).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("the client is gone", e);
    }
  }
}
