package io.quarterdeck.gateway.protobuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.WireLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Objects in the protobuf of Kubernetes. One that stands for itself has four magic bytes before it
 * and an envelope around it that names its kind.
 */
public final class Protobuf {
  public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  private static final byte[] MAGIC = {'k', '8', 's', 0};

  /** An object's content is not compressed, and of no other type: two empty texts. */
  private static final byte[] ENVELOPE_END = {(3 << 3) | 2, 0, (4 << 3) | 2, 0};

  /** What an envelope or a frame usually adds. */
  private static final int AROUND_BYTES = 128;

  private static final int HEADER_BYTES_MAX = 16;

  private Protobuf() {}

  /** An object as a body: of a kind that protobuf has. */
  public static byte[] object(ObjectNode object) {
    byte[] message = message(object);
    BackwardOutput out = new BackwardOutput(message.length + AROUND_BYTES);
    out.raw(ENVELOPE_END);
    out.bytes(2, message);
    typeMeta(out, object);
    out.raw(MAGIC);
    return out.toBytes();
  }

  /** An object as an element of a list. */
  public static byte[] message(ObjectNode object) {
    return ProtobufWriter.write(object, layout(object));
  }

  /**
   * A list as the parts of a body.
   *
   * @param head the list without its items
   */
  public static List<byte[]> list(ObjectNode head, List<byte[]> items) {
    List<byte[]> parts = new ArrayList<>(items.size() * 2 + 2);
    long length = 0;
    for (byte[] item : items) {
      byte[] prefix = prefix(2, item.length);
      length += prefix.length + item.length;
      parts.add(prefix);
      parts.add(item);
    }
    byte[] metadata = message(head);
    BackwardOutput out = new BackwardOutput(metadata.length + AROUND_BYTES);
    out.raw(metadata);
    out.raw(prefix(2, length + metadata.length));
    typeMeta(out, head);
    out.raw(MAGIC);
    parts.addFirst(out.toBytes());
    parts.add(ENVELOPE_END);
    return parts;
  }

  /** An event of a watch. */
  public static byte[] event(String type, byte[] object) {
    BackwardOutput out = new BackwardOutput(object.length + AROUND_BYTES);
    int before = out.length();
    out.bytes(1, object);
    out.close(2, before);
    out.text(1, type);
    return out.toBytes();
  }

  /** Reads a body. */
  public static ObjectNode read(byte[] body, Schema schema) {
    if (body.length < MAGIC.length
        || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw Failures.badRequest(
          "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
    }
    try {
      return envelope(
          CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length), schema);
    } catch (IOException | IllegalArgumentException e) {
      throw Failures.badRequest("the protobuf message cannot be read: " + e.getMessage());
    }
  }

  private static ObjectNode envelope(CodedInputStream in, Schema schema) throws IOException {
    ObjectNode object = Json.object();
    byte[] raw = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> {
          CodedInputStream meta = in.readBytes().newCodedInput();
          for (int inner = meta.readTag(); inner != 0; inner = meta.readTag()) {
            object.put(inner >>> 3 == 1 ? "apiVersion" : "kind", meta.readString());
          }
        }
        case 2 -> raw = in.readByteArray();
        default -> in.skipField(tag);
      }
    }
    ProtobufReader.read(CodedInputStream.newInstance(raw), WireLayout.of(schema), object);
    return object;
  }

  private static void typeMeta(BackwardOutput out, ObjectNode object) {
    int before = out.length();
    out.text(2, object.path("kind").asText());
    out.text(1, object.path("apiVersion").asText());
    out.close(1, before);
  }

  private static byte[] prefix(int field, long length) {
    BackwardOutput out = new BackwardOutput(HEADER_BYTES_MAX);
    out.header(field, length);
    return out.toBytes();
  }

  private static WireLayout layout(ObjectNode object) {
    String apiVersion = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    return WireLayout.of(apiVersion, kind)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "protobuf does not have the kind " + kind + " of " + apiVersion));
  }
}
