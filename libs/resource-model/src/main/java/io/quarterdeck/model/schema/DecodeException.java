package io.quarterdeck.model.schema;

import java.io.Serial;

/** What a client sent cannot be read as an object; the message is the one that a Status carries. */
public final class DecodeException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public DecodeException(String message) {
    super(message);
  }
}
