package io.quarterdeck.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.verb.Presenter;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** An object's bytes are passed on as they are. */
final class JsonFrames implements Frames {
  private static final byte[] END = "}".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Buffer whole(String type, Item item, long revision) {
    return line(type, item.bytesAt(revision));
  }

  @Override
  public Buffer partial(String type, Item item, long revision) {
    return of(type, Presenter.partial(ApiObject.parse(item.bytesAt(revision))));
  }

  @Override
  public Buffer of(String type, ObjectNode object) {
    return line(type, Json.bytes(object));
  }

  private static Buffer line(String type, byte[] object) {
    byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    return Buffer.buffer(head.length + object.length + END.length)
        .appendBytes(head)
        .appendBytes(object)
        .appendBytes(END);
  }
}
