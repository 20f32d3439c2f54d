package io.quarterdeck.gateway.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the protobuf wire format from its end to its beginning: the length of a message, which
 * stands before it, is then known when its turn comes. For one thread.
 */
final class BackwardOutput {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] bytes;
  private int start;

  BackwardOutput(int expected) {
    this.bytes = new byte[expected];
    this.start = expected;
  }

  /** How much is written. */
  int length() {
    return bytes.length - start;
  }

  byte[] toBytes() {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  void integer(int field, long value) {
    varint(value);
    tag(field, VARINT);
  }

  void real(int field, double value) {
    long bits = Double.doubleToLongBits(value);
    room(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[--start] = (byte) (bits >>> shift);
    }
    tag(field, FIXED_64);
  }

  void text(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int field, byte[] value) {
    int before = length();
    raw(value);
    close(field, before);
  }

  /** Makes a field of what was written since the output had some length. */
  void close(int field, int lengthBefore) {
    header(field, length() - (long) lengthBefore);
  }

  /** What stands before so many bytes of a field. */
  void header(int field, long length) {
    varint(length);
    tag(field, LENGTH_DELIMITED);
  }

  /** Bytes without a tag. */
  void raw(byte[] value) {
    room(value.length);
    start -= value.length;
    System.arraycopy(value, 0, bytes, start, value.length);
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    room(VARINT_BYTES_MAX);
    int size = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      size++;
    }
    start -= size;
    long rest = value;
    for (int i = 0; i < size - 1; i++) {
      bytes[start + i] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[start + size - 1] = (byte) rest;
  }

  private void room(int needed) {
    if (start < needed) {
      byte[] larger = new byte[Math.max(bytes.length * 2, length() + needed)];
      System.arraycopy(bytes, start, larger, larger.length - length(), length());
      start = larger.length - length();
      bytes = larger;
    }
  }
}
