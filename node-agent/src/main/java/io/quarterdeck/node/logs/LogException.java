package io.quarterdeck.node.logs;

/** The logs cannot be had; the code and the message are the answer to the request. */
final class LogException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  LogException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
