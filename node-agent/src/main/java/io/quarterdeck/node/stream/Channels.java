package io.quarterdeck.node.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The channels in a client's WebSocket, in front of a runtime: the first byte of each message names
 * its channel. Neither side is read faster than the other takes it. For one event loop.
 */
final class Channels {
  private final ServerWebSocket client;
  private final NetSocket runtime;
  private final ChannelProtocol protocol;

  /** Takes what the client says on a channel. */
  @FunctionalInterface
  interface Receiver {
    void receive(int channel, Buffer bytes);
  }

  Channels(ServerWebSocket client, NetSocket runtime, ChannelProtocol protocol) {
    this.client = client;
    this.runtime = runtime;
    this.protocol = protocol;
  }

  ChannelProtocol protocol() {
    return protocol;
  }

  /** Passes on what the client says; its end is the runtime's. */
  void listen(Receiver receiver) {
    client.binaryMessageHandler(message -> received(message, receiver));
    client.textMessageHandler(message -> received(Buffer.buffer(message), receiver));
    client.closeHandler(_ -> runtime.close());
    client.exceptionHandler(_ -> runtime.close());
  }

  private void received(Buffer message, Receiver receiver) {
    if (message.length() == 0) {
      return;
    }
    int channel = message.getUnsignedByte(0);
    Buffer rest = message.slice(1, message.length());
    if (!protocol.isBase64()) {
      receiver.receive(channel, rest);
      return;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(rest.getBytes());
    } catch (IllegalArgumentException _) {
      return; // A kubelet leaves out what is not base64, and goes on with what follows.
    }
    receiver.receive(channel - '0', Buffer.buffer(bytes));
  }

  void toClient(int channel, Buffer bytes) {
    if (client.isClosed()) {
      return;
    }
    if (protocol.isBase64()) {
      byte[] encoded = Base64.getEncoder().encode(bytes.getBytes());
      var unused =
          client.writeTextMessage(
              (char) ('0' + channel) + new String(encoded, StandardCharsets.US_ASCII));
    } else {
      var unused =
          client.writeBinaryMessage(
              Buffer.buffer(bytes.length() + 1).appendByte((byte) channel).appendBuffer(bytes));
    }
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

  void close() {
    var unused = client.close();
  }
}
