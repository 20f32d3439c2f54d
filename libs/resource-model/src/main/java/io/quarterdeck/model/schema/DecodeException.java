package io.quarterdeck.model.schema;

import java.io.Serial;

/** What a client sent cannot be read as an object; the message is the one that a Status carries. */
public final class DecodeException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String why;

  public DecodeException(String message) {
    this(message, message);
  }

  /** A message that says of what kind the object should be, and why it is none. */
  DecodeException(String message, String why) {
    super(message);
    this.why = why;
  }

  /** The reason alone, without what was expected. */
  public String why() {
    return why;
  }
}
