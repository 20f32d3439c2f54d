package io.quarterdeck.node.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * The channels in a client's WebSocket, in front of a runtime: the first byte of each message names
 * its channel. Neither side is read faster than the other takes it. For one event loop.
 */
final class Channels {
  private final ServerWebSocket client;
  private final NetSocket runtime;

  /** Takes what the client says on a channel. */
  @FunctionalInterface
  interface Receiver {
    void receive(int channel, Buffer bytes);
  }

  Channels(ServerWebSocket client, NetSocket runtime) {
    this.client = client;
    this.runtime = runtime;
  }

  /** Passes on what the client says; its end is the runtime's. */
  void listen(Receiver receiver) {
    client.binaryMessageHandler(
        message -> {
          if (message.length() > 0) {
            receiver.receive(message.getUnsignedByte(0), message.slice(1, message.length()));
          }
        });
    client.closeHandler(_ -> runtime.close());
    client.exceptionHandler(_ -> runtime.close());
  }

  void toClient(int channel, Buffer bytes) {
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

  /** Where nobody asked for the stream, its bytes are lost. */
  void toRuntime(SpdyClient.@Nullable Stream stream, Buffer bytes) {
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
