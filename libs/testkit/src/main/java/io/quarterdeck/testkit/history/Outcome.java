package io.quarterdeck.testkit.history;

import java.util.Optional;

/** What a client was answered. */
public sealed interface Outcome {

  /** The key was written. */
  record Written() implements Outcome {}

  /** The key was not written and had this value. */
  record Saw(Optional<String> value) implements Outcome {}

  /** Nothing is known: it may have happened, may still happen, or never will. */
  record Unknown() implements Outcome {}
}
