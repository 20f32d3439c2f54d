package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Key;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The part of a key that names its resource: {@code /registry/<group>/<plural>/}. */
public final class ResourcePrefix {
  private static final byte[] ROOT = "/registry/".getBytes(StandardCharsets.US_ASCII);

  private ResourcePrefix() {}

  public static Optional<Key> of(Key key) {
    int end = end(key.bytes());
    return end < 0 ? Optional.empty() : Optional.of(Key.of(Arrays.copyOf(key.bytes(), end)));
  }

  public static boolean isOne(Key prefix) {
    return end(prefix.bytes()) == prefix.bytes().length;
  }

  private static int end(byte[] key) {
    if (key.length < ROOT.length || !Arrays.equals(key, 0, ROOT.length, ROOT, 0, ROOT.length)) {
      return -1;
    }
    int slashes = 0;
    for (int at = ROOT.length; at < key.length; at++) {
      if (key[at] == '/' && ++slashes == 2) {
        return at + 1;
      }
    }
    return -1;
  }
}
