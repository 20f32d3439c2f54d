package io.quarterdeck.model.selector;

/** A selector that cannot be understood; the message is for the client. */
public final class SelectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SelectorException(String message) {
    super(message);
  }
}
