package io.quarterdeck.node.stream;

import io.quarterdeck.node.cri.CommandStreams;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins a client that speaks to a command over the channels of a WebSocket with a runtime that
 * speaks SPDY. For one event loop.
 */
final class CommandBridge {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;

  /** The client has written the channel in the next byte to its end. */
  private static final int CLOSE = 255;

  private final Channels channels;
  private final SpdyClient.@Nullable Stream stdin;
  private final SpdyClient.@Nullable Stream resize;

  private CommandBridge(Channels channels, NetSocket runtime, CommandStreams streams) {
    this.channels = channels;
    SpdyClient spdy = new SpdyClient(runtime, channels::close);
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

  static void join(Channels channels, NetSocket runtime, CommandStreams streams) {
    CommandBridge bridge = new CommandBridge(channels, runtime, streams);
    // Clients take a first, empty message as the sign that the streams are there.
    channels.toClient(
        streams.stdout() ? STDOUT : streams.stderr() ? STDERR : ERROR, Buffer.buffer());
    channels.listen(bridge::fromClient);
  }

  private SpdyClient.Stream open(SpdyClient spdy, String type, int channel) {
    return spdy.open(
        Map.of("streamtype", type), bytes -> channels.toClient(channel, bytes), () -> {});
  }

  private void fromClient(int channel, Buffer bytes) {
    switch (channel) {
      case STDIN -> channels.toRuntime(stdin, bytes);
      case RESIZE -> channels.toRuntime(resize, bytes);
      case CLOSE -> {
        boolean ofStdin = bytes.length() == 1 && bytes.getByte(0) == STDIN;
        if (channels.protocol().closesChannels() && ofStdin && stdin != null) {
          stdin.end();
        }
      }
      default -> {
        // Clients have nothing to say on the channels that they read.
      }
    }
  }
}
