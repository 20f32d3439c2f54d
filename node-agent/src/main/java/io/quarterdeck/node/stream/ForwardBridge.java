package io.quarterdeck.node.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins a client that forwards ports over the channels of a WebSocket with a runtime that speaks
 * SPDY. The first port has channel 0 for its data and 1 for its errors, the second one 2 and 3, and
 * so on. For one event loop.
 */
final class ForwardBridge {
  /** A channel is a byte, and 255 is not for data. */
  static final int PORTS_MAX = 127;

  private final Channels channels;
  private final SpdyClient spdy;
  private final Map<Integer, SpdyClient.Stream> data = new HashMap<>();
  private int open;

  private ForwardBridge(Channels channels, NetSocket runtime) {
    this.channels = channels;
    this.spdy = new SpdyClient(runtime, channels::close);
  }

  static void join(Channels channels, NetSocket runtime, List<Integer> ports) {
    ForwardBridge bridge = new ForwardBridge(channels, runtime);
    for (int i = 0; i < ports.size(); i++) {
      bridge.forward(i, ports.get(i));
    }
    channels.listen((channel, bytes) -> channels.toRuntime(bridge.data.get(channel), bytes));
  }

  private void forward(int index, int port) {
    int channel = 2 * index;
    // Clients take the first message of each channel as the sign of which port it is for.
    Buffer sign = Buffer.buffer().appendUnsignedShortLE(port);
    channels.toClient(channel, sign);
    channels.toClient(channel + 1, sign);
    open("error", index, port, channel + 1).end();
    data.put(channel, open("data", index, port, channel));
  }

  private SpdyClient.Stream open(String type, int index, int port, int channel) {
    open++;
    return spdy.open(
        Map.of(
            "streamtype",
            type,
            "port",
            Integer.toString(port),
            "requestid",
            Integer.toString(index)),
        bytes -> channels.toClient(channel, bytes),
        () -> ended(channel));
  }

  /** The runtime keeps the connection for further streams, but this client has no way to ask. */
  private void ended(int channel) {
    data.remove(channel);
    open--;
    if (open == 0) {
      channels.close();
    }
  }
}
