package io.quarterdeck.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.content.Accepted.Form;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How events leave, told by the chunks of the response: each is what was written at once. */
class ResponseOutletTest {
  private static final int PATIENCE_MS = 30_000;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void whatIsReadyTogetherIsOneWrite() throws IOException {
    try (Chunks chunks =
        chunks(
            Form.JSON,
            outlet -> {
              outlet.write(Buffer.buffer("a"));
              outlet.write(Buffer.buffer("b"));
              outlet.flush();
              outlet.write(Buffer.buffer("c"));
              outlet.flush();
            })) {
      // The response goes on: nothing but the flush can have sent these.
      assertThat(chunks.next()).isEqualTo("a\nb\n");
      assertThat(chunks.next()).isEqualTo("c\n");
    }
  }

  @Test
  void noMoreIsHeldThanTheBound() throws IOException {
    String half = "x".repeat(ResponseOutlet.HELD_BYTES_MAX / 2);
    try (Chunks chunks =
        chunks(
            Form.JSON,
            outlet -> {
              for (int i = 0; i < 3; i++) {
                outlet.write(Buffer.buffer(half));
              }
              outlet.flush();
              outlet.flush();
              outlet.end();
            })) {
      assertThat(chunks.rest()).containsExactly(half + "\n" + half + "\n", half + "\n", "");
    }
  }

  @Test
  void theEndComesBehindWhatWasWritten() throws IOException {
    try (Chunks chunks =
        chunks(
            Form.JSON,
            outlet -> {
              outlet.write(Buffer.buffer("failure"));
              outlet.end();
            })) {
      assertThat(chunks.rest()).containsExactly("failure\n", "");
    }
  }

  @Test
  void protobufHasItsLengthBeforeEachEvent() throws IOException {
    try (Chunks chunks =
        chunks(
            Form.PROTOBUF,
            outlet -> {
              outlet.write(Buffer.buffer("ab"));
              outlet.write(Buffer.buffer("c"));
              outlet.end();
            })) {
      assertThat(chunks.rest()).containsExactly("\0\0\0\2ab\0\0\0\1c", "");
    }
  }

  /** The response of a server that does with an outlet what is given. */
  private Chunks chunks(Form form, Consumer<Outlet> script) throws IOException {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      Outlet outlet = new ResponseOutlet(request.response(), form);
                      outlet.open(() -> {}, () -> {});
                      script.accept(outlet);
                    })
                .listen(0, "127.0.0.1"));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(PATIENCE_MS);
    return new Chunks(socket);
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .join();
  }

  /** Reads a response as it was chunked. */
  private static final class Chunks implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Chunks(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (!line().isEmpty()) {
        // Of the head, nothing matters here.
      }
    }

    /** The next chunk; the last one is empty. */
    String next() throws IOException {
      byte[] chunk = new byte[Integer.parseInt(line(), 16)];
      in.readFully(chunk);
      assertThat(line()).isEmpty();
      return new String(chunk, StandardCharsets.ISO_8859_1);
    }

    List<String> rest() throws IOException {
      List<String> all = new ArrayList<>();
      do {
        all.add(next());
      } while (!all.getLast().isEmpty());
      return all;
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
}
