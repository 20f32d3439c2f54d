package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The events of a watch in protobuf, each read when it is asked for. */
final class ProtobufWatch implements AutoCloseable {
  private static final int MAGIC_BYTES = 4;

  private final String contentType;
  private final DataInputStream frames;

  ProtobufWatch(String contentType, InputStream stream) {
    this.contentType = contentType;
    this.frames = new DataInputStream(stream);
  }

  /** An object in its envelope. */
  record Unknown(String kind, ByteString raw) {}

  /** One event. */
  record Event(String type, String kind, ByteString raw) {}

  String contentType() {
    return contentType;
  }

  Event next() throws IOException {
    Meta.WatchEvent event = Meta.WatchEvent.parseFrom(frames.readNBytes(frames.readInt()));
    Unknown unknown = unknown(event.getObject().getRaw().toByteArray());
    return new Event(event.getType(), unknown.kind(), unknown.raw());
  }

  static Unknown unknown(byte[] body) throws IOException {
    assertThat(body).startsWith('k', '8', 's', 0);
    Runtime.Unknown unknown =
        Runtime.Unknown.parseFrom(Arrays.copyOfRange(body, MAGIC_BYTES, body.length));
    return new Unknown(unknown.getTypeMeta().getKind(), unknown.getRaw());
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
