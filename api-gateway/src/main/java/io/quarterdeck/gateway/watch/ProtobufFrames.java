package io.quarterdeck.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.protobuf.EncodedItems;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.gateway.verb.Presenter;
import io.quarterdeck.model.ApiObject;
import io.vertx.core.buffer.Buffer;

/** An object is written once for all who watch it. */
final class ProtobufFrames implements Frames {
  private final EncodedItems encoded;

  ProtobufFrames(EncodedItems encoded) {
    this.encoded = encoded;
  }

  @Override
  public Buffer whole(String type, Item item, long revision) {
    return frame(
        type, encoded.of(item, revision, false, () -> Protobuf.object(at(item, revision).json())));
  }

  @Override
  public Buffer partial(String type, Item item, long revision) {
    return frame(
        type,
        encoded.of(
            item, revision, true, () -> Protobuf.object(Presenter.partial(at(item, revision)))));
  }

  @Override
  public Buffer of(String type, ObjectNode object) {
    return frame(type, Protobuf.object(object));
  }

  private static ApiObject at(Item item, long revision) {
    return ApiObject.parse(item.bytesAt(revision));
  }

  private static Buffer frame(String type, byte[] object) {
    return Buffer.buffer(Protobuf.event(type, object));
  }
}
