package io.quarterdeck.bench.faults;

import com.google.protobuf.ByteString;

/** Keys and values that are published too: config maps in the form in which they are stored. */
record Values(String run, int round) {
  private static final String BEFORE = "\"data\":{\"v\":\"";

  /** What all keys of the round begin with. */
  String prefix() {
    return "/registry/core/configmaps/" + namespace() + "/";
  }

  /** The same as the key of a record. */
  String subjectPrefix() {
    return "core/configmaps/" + namespace() + "/";
  }

  ByteString key(String name) {
    return ByteString.copyFromUtf8(prefix() + name);
  }

  /** The first key behind those of the round. */
  ByteString end() {
    String prefix = prefix();
    return ByteString.copyFromUtf8(prefix.substring(0, prefix.length() - 1) + "0");
  }

  String name(ByteString key) {
    return key.toStringUtf8().substring(prefix().length());
  }

  ByteString value(String name, String value) {
    return ByteString.copyFromUtf8(
        "{\"metadata\":{\"name\":\"%1$s\",\"namespace\":\"%2$s\",\"uid\":\"%1$s\"},%3$s%4$s\"}}"
            .formatted(name, namespace(), BEFORE, value));
  }

  static String of(String json) {
    int from = json.indexOf(BEFORE) + BEFORE.length();
    return json.substring(from, json.indexOf('"', from));
  }

  private String namespace() {
    return "faults-" + run + "-" + round;
  }
}
