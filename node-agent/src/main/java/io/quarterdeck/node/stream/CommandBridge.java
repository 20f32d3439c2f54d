package io.quarterdeck.node.stream;

import io.quarterdeck.node.cri.CommandStreams;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins a client that speaks the channel protocol over a WebSocket, version 4 or 5, with a runtime
 * that speaks SPDY. The first byte of each message names its channel. For one event loop.
 */
final class CommandBridge {
  static final String V4 = "v4.channel.k8s.io";
  static final String V5 = "v5.channel.k8s.io";

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;

  /** In version 5 alone: the client has written the channel in the next byte to its end. */
  private static final int CLOSE = 255;

  private final ServerWebSocket client;
  private final NetSocket runtime;
  private final SpdyClient.@Nullable Stream stdin;
  private final SpdyClient.@Nullable Stream resize;

  private CommandBridge(ServerWebSocket client, NetSocket runtime, CommandStreams streams) {
    this.client = client;
    this.runtime = runtime;
    SpdyClient spdy = new SpdyClient(runtime, () -> client.close());
    // The runtime waits until it has seen every stream that it was told of.
    open(spdy, "error", ERROR).end();
    this.stdin = streams.stdin() ? open(spdy, "stdin", STDIN) : null;
    if (streams.stdout()) {
      open(spdy, "stdout", STDOUT).end();
    }
    if (streams.stderr()) {
      open(spdy, "stderr", STDERR).end();
    }
    this.resize = streams.tty() ? open(spdy, "resize", RESIZE) : null;
  }

  static void join(ServerWebSocket client, NetSocket runtime, CommandStreams streams) {
    CommandBridge bridge = new CommandBridge(client, runtime, streams);
    // Clients take a first, empty message as the sign that the streams are there.
    bridge.toClient(streams.stdout() ? STDOUT : streams.stderr() ? STDERR : ERROR, Buffer.buffer());
    client.binaryMessageHandler(bridge::fromClient);
    client.closeHandler(_ -> runtime.close());
    client.exceptionHandler(_ -> runtime.close());
  }

  private SpdyClient.Stream open(SpdyClient spdy, String type, int channel) {
    return spdy.open(Map.of("streamtype", type), bytes -> toClient(channel, bytes));
  }

  private void toClient(int channel, Buffer bytes) {
    if (client.isClosed()) {
      return;
    }
    var unused =
        client.writeBinaryMessage(
            Buffer.buffer(bytes.length() + 1).appendByte((byte) channel).appendBuffer(bytes));
    if (client.writeQueueFull()) {
      runtime.pause();
      client.drainHandler(_ -> runtime.resume());
    }
  }

  private void fromClient(Buffer message) {
    if (message.length() == 0) {
      return;
    }
    Buffer bytes = message.slice(1, message.length());
    switch (message.getUnsignedByte(0)) {
      case STDIN -> write(stdin, bytes);
      case RESIZE -> write(resize, bytes);
      case CLOSE -> {
        if (stdin != null && bytes.length() == 1 && bytes.getByte(0) == STDIN) {
          stdin.end();
        }
      }
      default -> {
        // Clients have nothing to say on the channels that they read.
      }
    }
  }

  private void write(SpdyClient.@Nullable Stream stream, Buffer bytes) {
    if (stream == null || bytes.length() == 0) {
      return;
    }
    stream.write(bytes);
    if (runtime.writeQueueFull()) {
      client.pause();
      runtime.drainHandler(_ -> client.resume());
    }
  }
}
