package io.quarterdeck.node.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where a runtime serves its streams: notes what a client opens and writes, and answers on it. */
final class SpdyPeer {
  private final HttpServer server;
  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private final List<String> protocols = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean echoing;

  /** One stream that a client has opened. */
  static final class Stream {
    private final Connection connection;
    private final int id;
    private final Map<String, String> headers;
    private final Buffer received = Buffer.buffer();
    private final AtomicInteger flooded = new AtomicInteger();
    private volatile boolean ended;

    private Stream(Connection connection, int id, Map<String, String> headers) {
      this.connection = connection;
      this.id = id;
      this.headers = headers;
    }

    Map<String, String> headers() {
      return headers;
    }

    synchronized String received() {
      return received.toString();
    }

    private synchronized void add(byte[] bytes) {
      received.appendBytes(bytes);
    }

    boolean ended() {
      return ended;
    }

    void write(String text) {
      connection.later(
          new DefaultSpdyDataFrame(id, Unpooled.wrappedBuffer(Buffer.buffer(text).getBytes())));
    }

    /** Writes a part again and again, as fast as the other side takes it. */
    void flood(String part, int times) {
      connection.context.runOnContext(_ -> connection.flood(this, Buffer.buffer(part), times));
    }

    /** How many parts of a flood the other side has taken. */
    int flooded() {
      return flooded.get();
    }

    void end() {
      connection.later(new DefaultSpdyDataFrame(id).setLast(true));
    }
  }

  SpdyPeer(Vertx vertx) throws Exception {
    server = vertx.createHttpServer().requestHandler(this::upgrade);
    server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  /** From now on every byte on a stream for data comes back on it. */
  void echo() {
    echoing = true;
  }

  List<Stream> streams() {
    return streams;
  }

  /** What clients have offered to speak inside of SPDY. */
  List<String> protocols() {
    return protocols;
  }

  int connections() {
    return connections.get();
  }

  private void upgrade(HttpServerRequest request) {
    protocols.addAll(request.headers().getAll("X-Stream-Protocol-Version"));
    request.response().headers().set("Connection", "Upgrade").set("Upgrade", "SPDY/3.1");
    var unused = request.toNetSocket().onSuccess(Connection::new);
  }

  private final class Connection {
    private final NetSocket socket;
    private final Context context = Vertx.currentContext();
    private final EmbeddedChannel codec =
        new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    private final Map<Integer, Stream> open = new TreeMap<>();

    private Connection(NetSocket socket) {
      this.socket = socket;
      connections.incrementAndGet();
      socket.closeHandler(_ -> connections.decrementAndGet());
      socket.handler(this::received);
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
        case SpdySynStreamFrame begin -> {
          Map<String, String> headers = new TreeMap<>();
          begin.headers().forEach(each -> headers.put(each.getKey() + "", each.getValue() + ""));
          Stream stream = new Stream(this, begin.streamId(), headers);
          open.put(begin.streamId(), stream);
          streams.add(stream);
          send(new DefaultSpdySynReplyFrame(begin.streamId()));
        }
        case SpdyDataFrame data -> onData(open.get(data.streamId()), data);
        default -> throw new AssertionError(frame);
      }
    }

    private void onData(@Nullable Stream stream, SpdyDataFrame data) {
      if (stream == null) {
        throw new AssertionError("no stream " + data.streamId());
      }
      byte[] bytes = ByteBufUtil.getBytes(data.content());
      stream.add(bytes);
      if (echoing && bytes.length > 0) {
        send(new DefaultSpdyDataFrame(stream.id, Unpooled.wrappedBuffer(bytes)));
      }
      if (data.isLast()) {
        stream.ended = true;
      }
    }

    private void flood(Stream stream, Buffer part, int times) {
      for (int left = times; left > 0; left--) {
        if (socket.writeQueueFull()) {
          int rest = left;
          socket.drainHandler(_ -> flood(stream, part, rest));
          return;
        }
        send(new DefaultSpdyDataFrame(stream.id, Unpooled.wrappedBuffer(part.getBytes())));
        stream.flooded.incrementAndGet();
      }
    }

    private void later(SpdyFrame frame) {
      context.runOnContext(_ -> send(frame));
    }

    private void send(SpdyFrame frame) {
      codec.writeOutbound(frame);
      for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
        var unused = socket.write(Buffer.buffer(ByteBufUtil.getBytes(bytes)));
        bytes.release();
      }
    }
  }
}
