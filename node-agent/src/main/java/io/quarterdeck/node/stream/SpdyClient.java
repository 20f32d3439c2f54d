package io.quarterdeck.node.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The client's side of a SPDY/3.1 connection as runtimes speak it: they heed no window updates, so
 * nothing here waits for one, and TCP alone holds back who sends too much. For one event loop.
 */
final class SpdyClient {
  private final NetSocket socket;
  private final EmbeddedChannel codec =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
  private final Map<Integer, Stream> streams = new HashMap<>();
  private int nextId = 1;

  /** One stream; what arrives on it, and its end, goes to whoever opened it. */
  final class Stream {
    private final int id;
    private final Consumer<Buffer> data;
    private final Runnable ended;

    private Stream(int id, Consumer<Buffer> data, Runnable ended) {
      this.id = id;
      this.data = data;
      this.ended = ended;
    }

    void write(Buffer bytes) {
      send(new DefaultSpdyDataFrame(id, Unpooled.wrappedBuffer(bytes.getBytes())));
    }

    /** Nothing more follows in this direction. */
    void end() {
      send(new DefaultSpdyDataFrame(id).setLast(true));
    }
  }

  /**
   * A connection on a socket whose upgrade is done.
   *
   * @param closed called once, when the connection is gone
   */
  SpdyClient(NetSocket socket, Runnable closed) {
    this.socket = socket;
    socket.closeHandler(
        _ -> {
          codec.finishAndReleaseAll();
          closed.run();
        });
    socket.handler(this::received);
  }

  /**
   * Opens a stream.
   *
   * @param ended called once, when the server has written to its end or refused the stream
   */
  Stream open(Map<String, String> headers, Consumer<Buffer> data, Runnable ended) {
    Stream stream = new Stream(nextId, data, ended);
    nextId += 2;
    streams.put(stream.id, stream);
    var begin = new DefaultSpdySynStreamFrame(stream.id, 0, (byte) 0);
    headers.forEach((name, value) -> begin.headers().set(name, value));
    send(begin);
    return stream;
  }

  private void received(Buffer bytes) {
    codec.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
    for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
      try {
        onFrame((SpdyFrame) frame);
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }
  }

  private void onFrame(SpdyFrame frame) {
    switch (frame) {
      case SpdyDataFrame data -> {
        Stream stream = streams.get(data.streamId());
        if (stream != null && data.content().isReadable()) {
          stream.data.accept(Buffer.buffer(ByteBufUtil.getBytes(data.content())));
        }
        if (data.isLast()) {
          ended(data.streamId());
        }
      }
      // The identifier of a ping is even when it comes from the server, who wants it back.
      case SpdyPingFrame ping when ping.id() % 2 == 0 -> send(ping);
      case SpdySynReplyFrame reply when reply.isLast() -> ended(reply.streamId());
      case SpdyRstStreamFrame reset -> ended(reset.streamId());
      default -> {
        // Settings, replies and farewells change nothing for a client that opens its streams at
        // once.
      }
    }
  }

  private void ended(int id) {
    Stream stream = streams.remove(id);
    if (stream != null) {
      stream.ended.run();
    }
  }

  private void send(SpdyFrame frame) {
    codec.writeOutbound(frame);
    for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
      try {
        var unused = socket.write(Buffer.buffer(ByteBufUtil.getBytes(bytes)));
      } finally {
        bytes.release();
      }
    }
  }
}
