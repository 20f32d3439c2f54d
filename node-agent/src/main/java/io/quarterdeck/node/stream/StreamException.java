package io.quarterdeck.node.stream;

/** A stream that cannot begin, with the HTTP status that says so. */
final class StreamException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  StreamException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
