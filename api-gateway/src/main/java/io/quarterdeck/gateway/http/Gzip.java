package io.quarterdeck.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses a body, piece by piece. */
final class Gzip {
  /** Bodies from here on are worth compressing. */
  static final int WORTH_BYTES = 128 * 1024;

  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(WORTH_BYTES / 4);
  private final GZIPOutputStream out;

  Gzip() {
    try {
      out = new Fast(compressed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isAccepted(HttpServerRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  static void announce(HttpServerResponse response) {
    response.putHeader("Content-Encoding", "gzip").putHeader("Vary", "Accept-Encoding");
  }

  void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has come out since the last call, which may be nothing. */
  Buffer taken() {
    Buffer taken = Buffer.buffer(compressed.toByteArray());
    compressed.reset();
    return taken;
  }

  /** The rest. */
  Buffer end() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taken();
  }

  /** Speed matters more than the last percent of size. */
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
