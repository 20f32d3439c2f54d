package io.quarterdeck.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Reply {
  /** A whole body; its parts are written one behind the other. */
  record Body(int code, String contentType, List<byte[]> parts, Map<String, String> headers)
      implements Reply {
    public static Body of(int code, String contentType, byte[] bytes) {
      return new Body(code, contentType, List.of(bytes), Map.of());
    }

    public long length() {
      return parts.stream().mapToLong(part -> part.length).sum();
    }
  }

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
