package io.quarterdeck.bench.state;

import com.google.protobuf.ByteString;

/** Keys and values: small objects in the form in which the gateway stores them. */
final class BenchObjects {
  private static final String HEAD = "{\"metadata\":{\"name\":\"";
  private static final String NAMESPACE =
      "\",\"namespace\":\"bench\",\"uid\":\"7f3c1d9e-0000-4000-8000-000000000000\"},"
          + "\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"pad\":\"";
  private static final String TAIL = "\"}}";

  private BenchObjects() {}

  static ByteString key(String prefix, long number) {
    return ByteString.copyFromUtf8(prefix + name(number));
  }

  /** The number in a key that {@link #key} made. */
  static long number(ByteString key) {
    String text = key.toStringUtf8();
    return Long.parseLong(text.substring(text.lastIndexOf('-') + 1));
  }

  /** The first key behind all that begin with a prefix. */
  static ByteString end(String prefix) {
    char last = prefix.charAt(prefix.length() - 1);
    return ByteString.copyFromUtf8(prefix.substring(0, prefix.length() - 1) + (char) (last + 1));
  }

  static ByteString value(long number, int bytes) {
    String head = HEAD + name(number) + NAMESPACE;
    int pad = bytes - head.length() - TAIL.length();
    if (pad < 0) {
      throw new IllegalArgumentException("an object does not fit into " + bytes + " bytes");
    }
    return ByteString.copyFromUtf8(head + "x".repeat(pad) + TAIL);
  }

  private static String name(long number) {
    return "object-%08d".formatted(number);
  }
}
