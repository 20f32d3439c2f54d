package io.quarterdeck.testkit.history;

import java.util.Optional;

/**
 * What a client asked of one key. A value is empty where the key does not exist; writers use each
 * value once, so that it tells who wrote it.
 */
public sealed interface Action {

  /** Reads the key. */
  record Read() implements Action {}

  /** Writes a value, or deletes the key when it is empty. */
  record Write(Optional<String> value) implements Action {}

  /** Writes a value if the key has the expected one, and reads it otherwise. */
  record CompareAndSet(Optional<String> expected, Optional<String> value) implements Action {}
}
