package io.quarterdeck.node.volume;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;

/** One file of a volume: its bytes, its permission bits and, where it is not root, its owner. */
final class FileContent {
  private final byte[] bytes;
  private final int mode;
  private final OptionalLong owner;

  FileContent(byte[] bytes, int mode, OptionalLong owner) {
    this.bytes = bytes;
    this.mode = mode;
    this.owner = owner;
  }

  static FileContent text(String text, int mode) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8), mode, OptionalLong.empty());
  }

  /** Not copied. */
  byte[] bytes() {
    return bytes;
  }

  int mode() {
    return mode;
  }

  OptionalLong owner() {
    return owner;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent that
        && mode == that.mode
        && owner.equals(that.owner)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(bytes), mode, owner);
  }

  @Override
  public String toString() {
    return Integer.toOctalString(mode) + " " + new String(bytes, StandardCharsets.UTF_8);
  }
}
