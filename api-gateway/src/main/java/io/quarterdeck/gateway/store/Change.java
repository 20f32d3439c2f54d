package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;

/** One key of a write, with the condition under which the whole write takes place. */
public sealed interface Change {
  String key();

  /** Puts a key that does not exist yet. */
  record Create(String key, ByteString value) implements Change {}

  /** Replaces a key that is still at this revision. */
  record Replace(String key, ByteString value, long revision) implements Change {}

  /** Removes a key that is still at this revision. */
  record Remove(String key, long revision) implements Change {}

  /** Removes a key whatever its state. */
  record Drop(String key) implements Change {}
}
