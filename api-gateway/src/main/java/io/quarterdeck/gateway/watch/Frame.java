package io.quarterdeck.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** One line of a watch. */
final class Frame {
  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

  private Frame() {}

  /** The object's bytes are passed on as they are. */
  static Buffer of(String type, byte[] object) {
    byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    return Buffer.buffer(head.length + object.length + END.length)
        .appendBytes(head)
        .appendBytes(object)
        .appendBytes(END);
  }

  static Buffer of(String type, ObjectNode object) {
    return of(type, Json.bytes(object));
  }
}
