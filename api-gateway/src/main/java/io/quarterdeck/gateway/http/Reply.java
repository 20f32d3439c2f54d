package io.quarterdeck.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Reply {
  /** A whole body. */
  @SuppressWarnings("ArrayRecordComponent") // written as it is, never compared
  record Body(int code, String contentType, byte[] bytes, Map<String, String> headers)
      implements Reply {
    public static Body of(int code, String contentType, byte[] bytes) {
      return new Body(code, contentType, bytes, Map.of());
    }
  }

  /**
   * A body whose parts are made when it is their turn, so that it never stands in memory as a
   * whole.
   *
   * @param costly whether making a part is too much for an event loop
   */
  record Parts(String contentType, Iterable<byte[]> parts, boolean costly) implements Reply {}

  /** Something that takes its time and writes the response itself. */
  record Stream(Writer writer) implements Reply {}

  /** Writes a response from its head to its end; called on the response's event loop. */
  @FunctionalInterface
  interface Writer {
    void write(HttpServerResponse response);
  }

  /**
   * Somebody else answers, and may make something else than HTTP of the connection; the future
   * fails where nothing came of it.
   */
  record Handover(Switch to) implements Reply {}

  /** Takes over the connection of a request; called on its event loop. */
  @FunctionalInterface
  interface Switch {
    Future<Void> take(HttpServerRequest request);
  }
}
