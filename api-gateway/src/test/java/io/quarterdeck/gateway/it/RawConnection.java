package io.quarterdeck.gateway.it;

import io.quarterdeck.pki.Identity;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1.1 connection that sends what it is given byte for byte, as no client would. It fails
 * when an answer does not come, or not to its end.
 */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  private final Socket socket;
  private final DataInputStream in;
  private boolean usable = true;

  RawConnection(String url, Identity identity) throws IOException {
    URI uri = URI.create(url);
    this.socket =
        Tls.context(identity).getSocketFactory().createSocket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /**
   * What to send.
   *
   * @param streams whether the answer has no end, so that its head is all that is waited for
   */
  record Request(Buffer bytes, boolean head, boolean streams) {}

  /** Sends a request and reads the answer; its status. */
  int exchange(Request request) {
    try {
      socket.getOutputStream().write(request.bytes().getBytes());
      socket.getOutputStream().flush();
      int status = Integer.parseInt(line().split(" ", 3)[1]);
      Map<String, String> headers = headers();
      boolean open = request.streams() && status == 200;
      if (!open && !request.head()) {
        skipBody(headers);
      }
      usable = !open && status != 101 && !"close".equals(headers.get("connection"));
      return status;
    } catch (IOException e) {
      usable = false;
      throw new UncheckedIOException("no whole answer", e);
    }
  }

  /** Whether another request can be sent. */
  boolean isUsable() {
    return usable;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** Reads an answer without an end that ends nevertheless; how many bytes were left of it. */
  long rest() throws IOException {
    long bytes = 0;
    for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
      in.skipNBytes(chunk);
      line();
      bytes += chunk;
    }
    line();
    return bytes;
  }

  private void skipBody(Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      var unused = rest();
    } else {
      in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
    }
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
