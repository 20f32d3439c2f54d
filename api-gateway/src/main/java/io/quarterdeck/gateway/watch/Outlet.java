package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.metrics.WatchMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;

/** Where the events of one watch go. On the event loop of its connection. */
interface Outlet {
  /**
   * Begins.
   *
   * @param drained called when it is no longer full
   * @param closed called when the client is gone
   */
  void open(Runnable drained, Runnable closed);

  boolean isFull();

  void write(Buffer event);

  void end();

  /** One response without an end: a line for each event, or its length before it. */
  record Response(HttpServerResponse response, Form form) implements Outlet {
    private static final byte[] END_OF_LINE = "\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void open(Runnable drained, Runnable closed) {
      response.setChunked(true).putHeader("Content-Type", form.streamType());
      response.closeHandler(ignored -> closed.run());
      response.exceptionHandler(ignored -> closed.run());
      response.drainHandler(ignored -> drained.run());
      // The head goes out even when there is nothing to say yet: clients wait for it.
      response.writeHead();
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public void write(Buffer event) {
      response.write(
          form == Form.PROTOBUF
              ? Buffer.buffer(event.length() + Integer.BYTES)
                  .appendInt(event.length())
                  .appendBuffer(event)
              : event.appendBytes(END_OF_LINE));
    }

    @Override
    public void end() {
      response.end();
    }
  }

  /** The same, with what it sends counted. */
  record Counted(Outlet outlet, WatchMetrics.OfKind metrics) implements Outlet {
    @Override
    public void open(Runnable drained, Runnable closed) {
      outlet.open(drained, closed);
    }

    @Override
    public boolean isFull() {
      return outlet.isFull();
    }

    @Override
    public void write(Buffer event) {
      metrics.sent(event.length());
      outlet.write(event);
    }

    @Override
    public void end() {
      outlet.end();
    }
  }

  /** A message for each event: text where it is JSON. */
  record WebSocket(ServerWebSocket socket, Form form) implements Outlet {
    @Override
    public void open(Runnable drained, Runnable closed) {
      socket.closeHandler(ignored -> closed.run());
      socket.exceptionHandler(ignored -> closed.run());
      socket.drainHandler(ignored -> drained.run());
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }

    @Override
    public void write(Buffer event) {
      if (form == Form.PROTOBUF) {
        socket.writeBinaryMessage(event);
      } else {
        socket.writeTextMessage(event.toString());
      }
    }

    @Override
    public void end() {
      socket.close();
    }
  }
}
