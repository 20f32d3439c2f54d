package io.quarterdeck.model.schema;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes the protobuf wire format: the few kinds of fields that a document needs. */
final class ProtoOutput {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] bytes() {
    return out.toByteArray();
  }

  /** An empty string is the default, which is not written. */
  void string(int field, String value) {
    if (!value.isEmpty()) {
      element(field, value);
    }
  }

  /** An element of a list, which is written even when it is empty. */
  void element(int field, String value) {
    delimited(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void flag(int field, boolean value) {
    if (value) {
      varint((field << 3) | VARINT);
      varint(1);
    }
  }

  void message(int field, Consumer<ProtoOutput> content) {
    ProtoOutput message = new ProtoOutput();
    content.accept(message);
    delimited(field, message.bytes());
  }

  private void delimited(int field, byte[] value) {
    varint((field << 3) | LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
