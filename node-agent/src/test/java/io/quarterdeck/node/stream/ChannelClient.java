package io.quarterdeck.node.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client with a WebSocket whose messages begin with the byte of their channel. */
final class ChannelClient {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ClientWebSocket socket;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** What a message says, and on which channel. */
  record Message(int channel, String text) {
    /** How the server says which port a channel is for. */
    static Message port(int channel, int port) {
      return new Message(
          channel, Buffer.buffer().appendUnsignedShortLE(port).toString("ISO-8859-1"));
    }
  }

  private ChannelClient(ClientWebSocket socket) {
    this.socket = socket;
    socket.binaryMessageHandler(
        bytes ->
            messages.add(
                new Message(
                    bytes.getUnsignedByte(0),
                    bytes.slice(1, bytes.length()).toString("ISO-8859-1"))));
    socket.textMessageHandler(text -> messages.add(new Message(text.charAt(0), text.substring(1))));
    socket.closeHandler(_ -> closed.complete(null));
  }

  static ChannelClient connect(WebSocketClient from, int port, String path, List<String> protocols)
      throws Exception {
    ChannelClient client = new ChannelClient(from.webSocket());
    try {
      client
          .socket
          .connect(
              new WebSocketConnectOptions()
                  .setHost("127.0.0.1")
                  .setPort(port)
                  .setSsl(true)
                  .setURI(path)
                  .setSubProtocols(protocols))
          .toCompletionStage()
          .toCompletableFuture()
          .get(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return client;
  }

  @Nullable String protocol() {
    return socket.subProtocol();
  }

  void write(int channel, String text) {
    var unused =
        socket.writeBinaryMessage(Buffer.buffer().appendByte((byte) channel).appendString(text));
  }

  void writeText(String text) {
    var unused = socket.writeTextMessage(text);
  }

  /** Reads no further. */
  void pause() {
    socket.pause();
  }

  void resume() {
    socket.resume();
  }

  void writeNothing() {
    var unused = socket.writeBinaryMessage(Buffer.buffer());
  }

  Message next() throws InterruptedException {
    Message next = messages.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no message; closed: " + closed.isDone());
    }
    return next;
  }

  void skip(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      var unused = next();
    }
  }

  void close() {
    var unused = socket.close();
  }

  void awaitClosed() throws Exception {
    closed.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }
}
