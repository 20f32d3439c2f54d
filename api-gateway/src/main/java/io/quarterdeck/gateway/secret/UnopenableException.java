package io.quarterdeck.gateway.secret;

/** A sealed part does not open: it is broken, or sealed with another key or for another object. */
public final class UnopenableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnopenableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
