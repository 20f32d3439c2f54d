package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.metrics.WatchMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/**
 * Where the events of one watch go. What is written may be held back, to go out together with what
 * is written next, until it is flushed or the outlet ends. On the event loop of its connection.
 */
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

  /** There is nothing more to write for now: what was held back goes out. */
  void flush();

  /** Ends behind what was written. */
  void end();

  /** Another outlet, with what is written to it counted. */
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
    public void flush() {
      outlet.flush();
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
    public void flush() {
      // A message is sent when it is written.
    }

    @Override
    public void end() {
      socket.close();
    }
  }
}
