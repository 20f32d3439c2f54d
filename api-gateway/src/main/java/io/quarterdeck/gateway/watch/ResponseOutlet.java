package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.content.Accepted.Form;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * One response without an end: a line for each event, or its length before it. Events that are
 * ready together are written together, because each write costs an encryption and a system call,
 * here and where it is read.
 */
final class ResponseOutlet implements Outlet {
  /** What is held back at most, but for the event that exceeds it. */
  static final int HELD_BYTES_MAX = 64 * 1024;

  private static final byte END_OF_LINE = '\n';

  private final HttpServerResponse response;
  private final Form form;
  private Buffer held = Buffer.buffer();

  ResponseOutlet(HttpServerResponse response, Form form) {
    this.response = response;
    this.form = form;
  }

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
    if (form == Form.PROTOBUF) {
      held.appendInt(event.length()).appendBuffer(event);
    } else {
      held.appendBuffer(event).appendByte(END_OF_LINE);
    }
    if (held.length() >= HELD_BYTES_MAX) {
      flush();
    }
  }

  @Override
  public void flush() {
    if (held.length() > 0) {
      response.write(held);
      held = Buffer.buffer();
    }
  }

  @Override
  public void end() {
    response.end(held);
  }
}
